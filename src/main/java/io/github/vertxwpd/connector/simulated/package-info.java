/**
 * Paired devices that exist only in memory: the provider {@code simulated}, the default where there
 * is no Windows.
 *
 * <p>The devices are numbered from 1. A number fixes a device's name, address and PnP id and
 * whether its link is up at the start (all but every fourth are connected), so that they are the
 * same after every restart and on every machine. A request returns {@code S_OK} at once; {@code
 * simulated.latencyMs} later the link changes, and right after it the completion is reported on a
 * thread of the simulator, as a Windows driver would report it on one of its own. Requests on
 * several devices run side by side. A request that is cancelled in time completes with {@code
 * ERROR_CANCELLED} and leaves the link as it was.
 *
 * <h2>The fault script</h2>
 *
 * <p>{@code simulated.script} makes devices misbehave: a JSON object from a device's number, or
 * {@code *} for every device that has no entry of its own, to a fault. Some faults take an argument
 * after a colon: a time in milliseconds from 0 to 86 400 000 (a day), or an HRESULT; the table has
 * in brackets what holds without one.
 *
 * <pre>{@code
 * {"2": "never", "3": "refuse:0x80070005", "4": "late:90000", "*": "flap"}
 * }</pre>
 *
 * <table>
 * <caption>The faults; each strikes every connect and every disconnect of its device</caption>
 * <tr><th>fault</th><th>what the device does</th></tr>
 * <tr><td>{@code never}</td>
 *   <td>The request is queued and nothing follows: no completion, not even after a cancel, and the
 *   link stays.</td></tr>
 * <tr><td>{@code twice}</td>
 *   <td>Each completion is reported a second time, another latency after the first.</td></tr>
 * <tr><td>{@code late}, {@code late:<ms>}</td>
 *   <td>The completion, and with it the change of the link, comes only after that time (65 000 ms).
 *   Cancelling is answered with {@code S_OK}, and the success still wins.</td></tr>
 * <tr><td>{@code inline}</td>
 *   <td>The completion comes on the calling thread, before the call has returned.</td></tr>
 * <tr><td>{@code hang}, {@code hang:<ms>}</td>
 *   <td>The call does not return until that time has passed (for ever), and then goes on as usual.
 *   Interrupting the thread does not help, as it would not help in native code; closing the
 *   connector does: the call then fails with {@code ERROR_OPERATION_ABORTED}.</td></tr>
 * <tr><td>{@code refuse}, {@code refuse:<hresult>}</td>
 *   <td>The call fails with that code ({@code 0x800700AA}, {@code ERROR_BUSY}); nothing is
 *   queued.</td></tr>
 * <tr><td>{@code flap}, {@code flap:<ms>}</td>
 *   <td>That time (2 000 ms) after each completed disconnect, the link is up again by
 *   itself.</td></tr>
 * <tr><td>{@code vanish}, {@code vanish:<ms>}</td>
 *   <td>As soon as the request is queued the device is not paired any more, and the completion
 *   comes with {@code 0x8007048F} ({@code ERROR_DEVICE_NOT_CONNECTED}). The device is back as it
 *   was after that time (never).</td></tr>
 * </table>
 *
 * <p>What a device does by itself, reconnecting, vanishing or coming back, is told to the change
 * listener when it happens. What a request does is not: whoever made the request knows.
 *
 * <p>A script that is not valid is refused when the provider is made, with a message that names the
 * entry.
 *
 * <h2>Threads</h2>
 *
 * <p>A connector is used on the apartment's thread while its scheduler's thread completes requests.
 * What both touch is the state of the devices and of the requests. Each {@code SimulatedDevice}
 * guards its own by its monitor, held for a few assignments and never while a listener is called or
 * a call hangs; a {@code SimulatedRequest} decides its one end by compare-and-set. Everything else
 * is immutable. The devices belong to the provider and outlive a connector, so that a second one
 * can be opened while the first one's call hangs.
 */
package io.github.vertxwpd.connector.simulated;
