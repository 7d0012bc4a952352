package earshot.session;

import earshot.event.EventCode;
import earshot.event.EventText;
import earshot.id.DeviceId;
import earshot.problem.FatalErrors;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSubject;
import earshot.problem.Severity;
import earshot.server.ConnectionAttempt;
import earshot.wire.OutboundMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Registers a connection, and reports how far it came in the first contact. Used on the connection's thread only.
final class ConnectionRegistration {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionRegistration.class);
    private static final String REFUSED = "设备注册失败";

    private final SessionServices services;
    private final ConnectionContext connection;
    private final String remoteAddress;
    private ConnectionAttempt attempt;

    ConnectionRegistration(SessionServices services, ConnectionContext connection, String remoteAddress, ConnectionAttempt attempt) {
        this.services = services;
        this.connection = connection;
        this.remoteAddress = remoteAddress;
        this.attempt = attempt;
    }

    /// Takes the route and runs the registration steps. False when one failed: that is logged and raised as a problem.
    ///
    /// @param route takes the device's route and publishes the connection
    boolean register(Runnable route) {
        DeviceId id = connection.deviceId();
        try {
            route.run();
            for (RegistrationStep step : services.server().registrations()) {
                step.connected(connection);
            }
            services.devices().save(id);
            services.events().log(id, "connection", EventCode.CONNECTED, remoteAddress, connection.sessionId());
            return true;
        } catch (Throwable e) {
            FatalErrors.report(e);
            String reason = e.toString();
            LOG.error("设备注册失败: {}", id);
            LOG.warn("registration of {} failed: {}", id, services.logText().format(reason));
            services.events().log(id, "connection", Severity.CRITICAL, EventText.of(EventCode.REGISTRATION_FAILED, reason));
            Problem problem = Problem.of(ProblemCode.REGISTRATION_FAILED, new ProblemSubject.Device(id), id, services.logText().format(reason));
            services.problems().raise(problem);
            services.reports().attempts().attemptChanged(attempt.failed(problem));
            return false;
        }
    }

    /// Tells the device that its registration failed.
    void sendRefusal() {
        connection.send(new OutboundMessage.Plain(REFUSED));
    }

    /// Reports a step of the first contact, once. Returns whether it is new.
    boolean reportStep(ConnectionAttempt.Step step) {
        boolean further = step.compareTo(attempt.step()) > 0;
        if (further) {
            attempt = attempt.reached(step);
            services.reports().attempts().attemptChanged(attempt);
        }
        return further;
    }
}
