/** Who is logged in here. The session is a cookie that no script can read; the rest is in its answer. */

const PATH = '/api/v1/session';

export class Session {
  #who = null;

  /** What the gateway said last: `{required, subject, roles, csrf, expiresAt}`; null before, and after a logout. */
  get who() {
    return this.#who;
  }

  /** Whether somebody can be logged out. */
  get canEnd() {
    return Boolean(this.#who?.csrf);
  }

  /**
   * Asks whether this browser is logged in.
   *
   * @returns {Promise<boolean>} false where somebody has to log in; true also where the gateway does
   *   not answer, because then a connection says more
   */
  async load() {
    try {
      const response = await fetch(PATH, { cache: 'no-store' });
      this.#who = response.ok ? await response.json() : null;
      return response.status !== 401;
    } catch {
      return true;
    }
  }

  /** Logs in. Rejects with an error whose message tells what to do. */
  async logIn(token) {
    let response;
    try {
      response = await fetch(PATH, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ token }),
      });
    } catch {
      throw new Error('The gateway does not answer. Try again when it is back.');
    }
    const answer = await response.json().catch(() => ({}));
    if (!response.ok) {
      throw new Error(reason(response.status, answer));
    }
    this.#who = answer;
  }

  /** Logs out. Rejects where the gateway did not hear of it. */
  async logOut() {
    const response = await fetch(PATH, { method: 'DELETE', headers: { 'X-CSRF-Token': this.#who.csrf } });
    if (!response.ok && response.status !== 401) {
      throw new Error((await response.json().catch(() => ({}))).detail ?? `HTTP ${response.status}`);
    }
    this.#who = null;
  }
}

function reason(status, problem) {
  if (status === 401) {
    return 'This token is not valid here: it is mistyped, has expired, or was revoked.';
  }
  if (status === 429) {
    const seconds = Math.ceil((problem.retryAfterMs ?? 0) / 1000);
    return `Too many wrong tokens came from this address. Try again in ${seconds} s.`;
  }
  return problem.detail ?? `The gateway answered HTTP ${status}.`;
}
