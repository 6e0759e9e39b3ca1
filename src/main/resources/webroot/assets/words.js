/** What operations, events and degraded gateways mean, in words. */

import { seconds } from '/assets/time.js';

const PAST = { connect: 'connected', disconnect: 'disconnected' };
const GOING = { connect: 'Connecting', disconnect: 'Disconnecting' };
const OUTCOMES = { 'timed-out': 'timed out', lost: 'has an unknown end' };
const CAUSES = {
  command: 'after a command',
  hold: 'because it is held',
  external: 'from outside',
  startup: 'found at the start',
};
const DEGRADED = {
  'wpd-not-installed': [
    'Windows Portable Devices is not installed on this machine, so no device can be seen.',
    'On an N edition of Windows install the Media Feature Pack; on a server, the desktop experience.',
  ],
  'radio-unavailable': ['The Bluetooth radio is off or missing.', 'Switch it on in the Windows settings.'],
  'journal-unavailable': [
    'The journal cannot be written, so commands are refused; devices are still watched.',
    'Make room on the disk of the data directory: no restart is needed.',
  ],
  'audit-unavailable': [
    'The audit log cannot be written, so commands are refused; devices are still watched.',
    'Make room on the disk of its directory: no restart is needed.',
  ],
  'configuration-refused': [
    'Its configuration was changed and is not valid: what was read before is used, but it would not start again.',
    'Correct it as `vertx-wpd config check` says: no restart is needed.',
  ],
  'certificate-expiring': [
    'The certificate of this page ends within two weeks.',
    'Put a new one into the files of http.tls: no restart is needed.',
  ],
  'certificate-expired': [
    'The certificate of this page has ended, and browsers warn of it.',
    'Put a new one into the files of http.tls: no restart is needed.',
  ],
  'fleet-incomplete': [
    'A gateway of the fleet does not answer: what is shown of it is as it was last seen.',
    'See among the gateways which one it is, and whether its machine and the network to it are up.',
  ],
  'gateway-id-taken': [
    'Another process says that it is this gateway.',
    'Give each gateway a gateway.id of its own, and start this one again.',
  ],
  'fleet-certificate-expiring': [
    'Its certificate for the fleet ends within two weeks.',
    'Issue it again with `vertx-wpd cluster issue`, and copy the files to cluster.credentials: no restart is needed.',
  ],
  'fleet-certificate-expired': [
    'Its certificate for the fleet has ended: connections to other nodes that are lost do not come back.',
    'Issue it again with `vertx-wpd cluster issue`, and copy the files to cluster.credentials: no restart is needed.',
  ],
  'apartment-hung': [
    'A call into Windows does not return; commands may take longer or fail.',
    'Nothing needs to be done while others succeed. Where it stays so, restart the gateway’s machine.',
  ],
};

/** What is wrong with a gateway, and what to do about it. */
export function degradation(reason) {
  const [what, remedy] = DEGRADED[reason] ?? [
    `It does not do all that it should: ${reason}.`,
    'The gateway’s log says more.',
  ];
  return { what, remedy };
}

const PROGRESS = {
  accepted: 'Accepted: it is handed to Windows next.',
  pending: 'Pending: Windows has queued it and will call back.',
  'presumed-lost': 'Presumed lost: its gateway is. That gateway’s journal will say how it ended.',
};

/** What an operation does now. */
export function progress(operation, name) {
  return {
    kind: 'busy',
    title: `${GOING[operation.verb]} ${name}`,
    text: PROGRESS[operation.state] ?? operation.state,
  };
}

/** How far an operation is, or how it ended: one word, and the icon of it. */
export function phase(operation) {
  if (operation.state !== 'ended') {
    return operation.state === 'presumed-lost'
      ? { icon: 'warning', word: 'presumed lost' }
      : { icon: 'busy', word: operation.state };
  }
  if (operation.outcome === 'succeeded' && !operation.verified) {
    return { icon: 'warning', word: 'not verified' };
  }
  return { icon: operation.outcome, word: operation.outcome.replace('-', ' ') };
}

/** What an operation's end means. */
export function describeEnd(end, name) {
  const took = ` (${seconds(end.durationMs)})`;
  if (end.outcome === 'succeeded') {
    return describeSuccess(end, name, took);
  }
  if (end.outcome === 'cancelled') {
    return { kind: 'warning', title: `${name}: ${end.verb} cancelled${took}`, text: `The link reads ${end.after}.` };
  }
  return {
    kind: 'failed',
    title: `${name}: ${end.verb} ${OUTCOMES[end.outcome] ?? end.outcome}${took}`,
    text: [whyOf(end), end.problem?.hint].filter(Boolean).join(' — '),
  };
}

function describeSuccess(end, name, took) {
  if (!end.changed) {
    return { kind: 'succeeded', title: `${name} was already ${PAST[end.verb]}`, text: 'Nothing had to be done.' };
  }
  const again = end.cause === 'hold' ? ' again, because it is held' : '';
  return end.verified
    ? {
        kind: 'succeeded',
        title: `${name} ${PAST[end.verb]}${again}${took}`,
        text: `Verified: the link reads ${end.after}.`,
      }
    : {
        kind: 'warning',
        title: `${name}: ${end.verb} reported as done${took}`,
        text: `Not verified: the link still reads ${end.after}.`,
      };
}

/** Why an operation did not succeed; empty where nobody knows. */
export function whyOf(end) {
  return end.problem?.detail ?? (end.hresultName ? `Windows answered ${end.hresult} ${end.hresultName}.` : '');
}

/** What an event says of its device: `{icon, title, text}`. */
export function describeEvent({ type, data }) {
  switch (type) {
    case 'wpd.operation.accepted.v1':
      return {
        icon: 'busy',
        title: `${GOING[data.verb]}${data.cause === 'hold' ? ' again, because it is held' : ''}`,
        text: data.hold ? 'Accepted; it is to be kept disconnected.' : 'Accepted.',
      };
    case 'wpd.operation.completed.v1':
      return describeTimelineEnd(data);
    case 'wpd.operation.late-callback.v1':
      return {
        icon: 'info',
        title: 'A late callback came',
        text: `Windows answered ${data.hresult} ${data.hresultName} after the ${data.verb} had ended.`,
      };
    case 'wpd.device.added.v1':
      return { icon: 'info', title: 'Seen for the first time', text: `Its link reads ${data.device.link}.` };
    case 'wpd.device.removed.v1':
      return { icon: 'info', title: 'No longer paired', text: '' };
    case 'wpd.device.changed.v1':
      return describeChange(data);
    default:
      return { icon: 'info', title: type, text: '' };
  }
}

function describeTimelineEnd(end) {
  const { icon, word } = phase({ ...end, state: 'ended' });
  const title = `${end.verb === 'connect' ? 'Connect' : 'Disconnect'} ${word}`;
  const text = end.outcome === 'succeeded' ? successText(end) : whyOf(end);
  return { icon, title: `${title} (${seconds(end.durationMs)})`, text };
}

function successText(end) {
  if (!end.changed) {
    return 'Nothing had to be done.';
  }
  return end.verified ? `Verified: the link reads ${end.after}.` : `The link still reads ${end.after}.`;
}

function describeChange({ device, before, cause }) {
  const why = CAUSES[cause] ?? cause;
  return device.link === before
    ? { icon: 'info', title: 'Its description changed', text: device.hold ? 'It is kept disconnected.' : '' }
    : { icon: device.link.endsWith('ing') ? 'busy' : device.link, title: `Link ${device.link}`, text: `It was ${before}; ${why}.` };
}
