// What went wrong, with the protocol's code.

const TEMPORARY = new Set([
  "network", "unavailable", "overloaded", "internal", "rate_limited", "aborted",
]);

export class ParleyError extends Error {
  constructor(code, message, { status = 0, temporary, retryAfterMs = null } = {}) {
    super(message ?? code);
    this.name = code === "aborted" ? "AbortError" : "ParleyError";
    this.code = code;
    this.status = status;
    this.temporary = temporary ?? TEMPORARY.has(code);
    this.retryAfterMs = retryAfterMs;
  }

  /** Out of an `error` or `bye` frame, or of what `plain` made. */
  static of({ code, message, reason, status, temporary, retryAfterMs }) {
    return new ParleyError(code, message ?? reason, { status, temporary, retryAfterMs });
  }

  static async ofResponse(response) {
    const problem = await response.json().catch(() => ({}));
    const code = problem.code ?? (response.status >= 500 ? "unavailable" : "bad_request");
    return new ParleyError(code, problem.detail ?? `The server answered ${response.status}.`, {
      status: response.status,
      retryAfterMs: problem.retryAfterMs ?? null,
    });
  }

  static ofFetch(failure) {
    return failure?.name === "AbortError"
      ? new ParleyError("aborted", "The request was given up.")
      : new ParleyError("network", failure?.message ?? "The server cannot be reached.");
  }

  static from(failure) {
    return failure instanceof ParleyError
      ? failure
      : new ParleyError("internal", String(failure?.message ?? failure), { temporary: false });
  }

  /** For the way between a tab and the hub, and into the outbox's store. */
  plain() {
    const { code, message, status, temporary, retryAfterMs } = this;
    return { code, message, status, temporary, retryAfterMs };
  }
}
