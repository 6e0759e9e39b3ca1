/** Reads what the stream does not bring, over REST. */

const PREFIX = '/api/v1';

/** Reads JSON. Rejects with an error whose message tells why. */
export async function read(path) {
  let response;
  try {
    response = await fetch(PREFIX + path, { cache: 'no-store', headers: { Accept: 'application/json' } });
  } catch {
    throw new Error('The gateway does not answer.');
  }
  const body = await response.json().catch(() => ({}));
  if (!response.ok) {
    throw new Error(body.detail ?? `The gateway answered HTTP ${response.status}.`);
  }
  return body;
}
