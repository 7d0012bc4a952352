package earshot.session;

import module java.base;

import earshot.device.DeviceFacts;
import earshot.device.MutableDeviceModel;
import earshot.event.EventCode;
import earshot.event.EventText;
import earshot.id.DeviceId;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSubject;
import earshot.problem.Severity;
import earshot.server.CloseStatus;
import earshot.server.DeviceTransport;
import earshot.time.Time;
import earshot.wire.OutboundMessage;

/// Closes one connection from the server's side, at once or after a last message. Only the first reason counts. Used on the connection's thread
/// where not said otherwise.
final class ConnectionCloser {
    /// The server refused its input before it came here.
    private static final int POLICY = 1008;
    private static final Duration AFTER_FAREWELL = Duration.ofMillis(50);
    private static final String OVERLAP_NOTICE = "检测到新连接，当前通道将于约1.5秒后关闭以切换到新通道";

    private final SessionServices services;
    private final ConnectionContext connection;
    private final DeviceTransport transport;
    private final MutableDeviceModel deviceModel;
    private final Runnable discardInput;
    private final Runnable release;
    private final AtomicReference<ServerCloseReason> reason = new AtomicReference<>();
    private Time.Timer timer = Time.Timer.NONE;

    /// @param discardInput drops what waits; for any thread
    /// @param release releases what the connection owns, on its thread
    ConnectionCloser(SessionServices services, ConnectionContext connection, DeviceTransport transport, MutableDeviceModel deviceModel, Runnable discardInput,
        Runnable release) {
        this.services = services;
        this.connection = connection;
        this.transport = transport;
        this.deviceModel = deviceModel;
        this.discardInput = discardInput;
        this.release = release;
    }

    /// Closes the connection and has it released. For any thread.
    void close(ServerCloseReason why) {
        if (requestClose(why)) {
            connection.post(release);
        }
    }

    /// Asks for the close and nothing else. False when it was asked for before. For any thread.
    boolean requestClose(ServerCloseReason why) {
        boolean first = reason.compareAndSet(null, why);
        if (first) {
            if (why.problem().isPresent()) {
                transport.closeFlooding(why.code(), why.reason());
            } else {
                transport.close(why.code(), why.reason());
            }
            discardInput.run();
            why.problem().ifPresent(code -> report(why, code));
        }
        return first;
    }

    private void report(ServerCloseReason why, ProblemCode code) {
        DeviceId id = connection.deviceId();
        services.events().log(id, "connection", Severity.WARNING,
            new EventText.Ended(why.code(), why.rule(), why.args(services.settings().get().of(IdleSettings.SECTION)), ""));
        services.problems().raise(Problem.of(code, new ProblemSubject.Device(id), id));
    }

    /// Whether the server asked for the close: what comes in is not used any more. For any thread.
    boolean closing() {
        return reason.get() != null;
    }

    /// A newer connection took the route: tells the device and closes after `overlap`.
    void replaced(Duration overlap, String remote) {
        if (closing() || timer != Time.Timer.NONE) {
            return;
        }
        DeviceId id = connection.deviceId();
        connection.send(new OutboundMessage.SystemNotice(Optional.empty(), OVERLAP_NOTICE));
        services.events().log(id, "connection", EventCode.CONNECTION_REPLACED, overlap.toMillis());
        deviceModel.replacedConnection(Optional.of(new DeviceFacts.ReplacedConnection(remote, services.time().now().plus(overlap))));
        timer = services.time().after(overlap, () -> close(ServerCloseReason.REPLACED));
    }

    /// The goodbye was played: closes when the device has played it as well.
    void goodbyeSaid(ServerCloseReason why) {
        timer = services.time().after(AFTER_FAREWELL, () -> close(why));
    }

    void cancelTimer() {
        timer.cancel();
    }

    /// The connection is over. One that did not exceed a limit resolves what an earlier one of the device did.
    DeviceFacts.ConnectionEnd describe(CloseStatus closeStatus) {
        ServerCloseReason own = reason.get();
        ProblemSubject device = new ProblemSubject.Device(connection.deviceId());
        if (own == null && closeStatus.cause() == CloseStatus.Cause.SERVER && closeStatus.code() == POLICY) {
            services.problems().raise(Problem.of(ProblemCode.DEVICE_FLOODS, device, connection.deviceId()));
        } else if (own == null || own.problem().isEmpty()) {
            ServerCloseReason.problems().forEach(code -> services.problems().resolve(code, device));
        }
        return CloseReasonFormatter.describe(services.time().now(), closeStatus, Optional.ofNullable(own), services.settings().get().of(IdleSettings.SECTION));
    }
}
