import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {join} from 'node:path';
import test from 'node:test';
import {Language, Parser} from 'web-tree-sitter';

/** The scripts of the Windows service: there is no PowerShell here, but a grammar of its language. */
const directory = process.env.SCRIPTS;
const grammar = createRequire(import.meta.url).resolve('tree-sitter-powershell/package.json').replace(/package\.json$/, 'tree-sitter-powershell.wasm');

await Parser.init();
const parser = new Parser();
parser.setLanguage(await Language.load(grammar));

function faults(text) {
  const found = [];
  const visit = node => {
    if (node.isError || node.isMissing) {
      found.push(`${node.startPosition.row + 1}:${node.startPosition.column + 1} ${node.isMissing ? 'missing ' + node.type : node.text}`);
    }
    node.children.forEach(visit);
  };
  visit(parser.parse(text).rootNode);
  return found;
}

test('a fault is found', () => {
  assert.notDeepEqual(faults('if ($a) { Write-Host "b"'), []);
});

for (const name of readdirSync(directory).filter(file => file.endsWith('.ps1'))) {
  test(`${name} is PowerShell`, () => {
    assert.deepEqual(faults(readFileSync(join(directory, name), 'utf8')), []);
  });
}
