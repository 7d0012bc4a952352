package earshot.engine;

import module java.base;

import earshot.access.AccessSettings;
import earshot.access.DeviceAccess;
import earshot.access.token.ConfiguredTokenCheck;
import earshot.access.token.TokenSettings;
import earshot.capture.ObservedConnections;
import earshot.capture.TrafficObserver;
import earshot.capture.TrafficThread;
import earshot.device.ConnectionMode;
import earshot.device.DeviceFacts;
import earshot.device.DeviceIdentity;
import earshot.device.DeviceModel;
import earshot.device.DeviceRegistry;
import earshot.fault.injection.FaultyConnections;
import earshot.fault.injection.FaultyOta;
import earshot.fault.injection.FaultyTurns;
import earshot.feature.DeviceConnection;
import earshot.firmware.LiveFirmware;
import earshot.id.DeviceId;
import earshot.lint.LiveLint;
import earshot.operator.OperatorSpeech;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSubject;
import earshot.server.AdmissionPolicy;
import earshot.server.BootExchange;
import earshot.server.ConnectionAcceptor;
import earshot.server.DeviceServer;
import earshot.server.HttpReply;
import earshot.server.HttpRoute;
import earshot.server.OneTimeTransfers;
import earshot.server.OtaListener;
import earshot.server.ServerSecurity;
import earshot.server.ServerSettings;
import earshot.server.TlsCertificates;
import earshot.server.TlsSettings;
import earshot.server.WebAccessSettings;
import earshot.session.RegistrationStep;
import earshot.session.ServerActions;
import earshot.session.SessionRegistry;
import earshot.session.SessionServices;
import earshot.session.SpeechTurnFactory;
import earshot.simulator.SimulatedDeviceProfile;
import earshot.tap.LiveMicrophone;
import earshot.tap.MicrophoneTap;
import earshot.turn.TurnFactory;
import earshot.wire.Dialect;

/// Assembles the server with its connections: registry, first contact, statistics.
final class ServerAssembly implements AutoCloseable {
    private static final Duration CONNECTION_END_LIMIT = Duration.ofSeconds(2);

    final SessionRegistry sessions;
    final ServerLifecycle lifecycle;
    final FirstContactTracker firstContact = new FirstContactTracker();
    final ConnectionAttemptTracker attempts;
    private final TokenExemptions exemptions;
    final StatisticsBroadcaster statistics;
    final OneTimeTransfers transfers = new OneTimeTransfers();
    final BootRecordTracker boots = new BootRecordTracker();
    /// The server that was opened last.
    private volatile Optional<DeviceServer> newest = Optional.empty();
    final TlsCertificates certificates;
    private final CoreServices core;
    private final DeviceRegistry devices;
    private final Runnable prepareSpeech;
    private final LintReporter findings;
    final LiveFirmware firmware;
    final LiveMicrophone microphones;
    final MicrophoneTap tap;
    private final TrafficThread traffic;
    final OperatorAssembly operator;

    /// @param actions that devices may request
    ServerAssembly(CoreServices core, DeviceRegistry devices, DeviceAccess access, SpeechAssembly speech, ConversationAssembly conversation,
        FeatureAssembly features, EngineThread thread, ServerActions actions) {
        this.core = core;
        this.devices = devices;
        devices.rows().get().stream().map(DeviceModel::id).filter(SimulatedDeviceProfile::isTest).forEach(devices::markTest);
        OperatorSpeech sentences = new OperatorSpeech();
        attempts = new ConnectionAttemptTracker(core.problems(), firstContact::attemptSeen);
        prepareSpeech = () -> speech.prepare(conversation.expectedSentences());
        sessions = new SessionRegistry(new SessionServices(core.time(), core.configuration().settings(), devices,
            new SessionServices.AudioServices(speech.codec, speech.detectors::open, SystemResources::overloaded),
            conversationServices(speech, conversation, sentences), features.meetings().services(),
            new SessionServices.ReportServices(core.timeline(), core.logText(), core.problems(), attempts),
            new SessionServices.ServerServices(List.of(new ConnectionListener(), sentences), features.families(), actions)));
        core.problems().useConnections(sessions::connected);
        findings = new LintReporter(core.problems(), core.timeline(), core.faults());
        microphones = new LiveMicrophone(speech.codec);
        firmware = new LiveFirmware(new PlaybackLosses(core.timeline()));
        LiveLint lint = new LiveLint(findings);
        traffic = new TrafficThread(core.time(), List.of(lint, firmware, microphones));
        tap = new MicrophoneTap(core.time(), address -> newest.filter(server -> server.admits(address)).isPresent());
        ConnectionAcceptor observed = new ObservedConnections(new FaultyConnections(sessions, core.faults(), core.time()),
            TrafficObserver.both(core.traffic(), traffic), core.time());
        operator = new OperatorAssembly(core, devices, sessions, lint, sentences, speech.turnLog, features.queues());
        List<HttpRoute> routes = Stream.of(features.httpRoutes(), operator.httpRoutes, List.<HttpRoute>of(transfers)).flatMap(List::stream).toList();
        AdmissionPolicy policy = new AdmissionPolicy(() -> core.settings().of(AccessSettings.SECTION).reach(), access,
            new ConfiguredTokenCheck(core.time(), () -> core.settings().of(TokenSettings.SECTION), speech.http),
            this::inMeeting, devices::dialectChoice);
        exemptions = new TokenExemptions(access, core.problems(), firstContact, core.settings().of(ServerSettings.SECTION).auth());
        statistics = new StatisticsBroadcaster(core.time(), thread::post, () -> sessions.online().size(), features.known(),
            SystemResources::measure, sessions::broadcastToBadges);
        certificates = new TlsCertificates(() -> core.settings().of(TlsSettings.SECTION), core.home().certificate(), core.problems(), core.time());
        ServerSecurity security = new ServerSecurity(() -> core.settings().of(WebAccessSettings.SECTION), Optional.of(certificates));
        lifecycle = new ServerLifecycle(core.time(), () -> core.settings().of(ServerSettings.SECTION),
            settings -> opened(DeviceServer.open(core.time(), settings, security, observed, attempts, new OtaReporter(), policy, routes)),
            core.problems(), core.timeline(), firstContact);
    }

    private SessionServices.ConversationServices conversationServices(SpeechAssembly speech, ConversationAssembly conversation, OperatorSpeech sentences) {
        FaultyTurns faulty = new FaultyTurns(core.faults(), core.time(), conversation::apology);
        SpeechTurnFactory turns = new SpeechTurnFactory(() -> speech.turnFactory(conversation.builtIn()), device -> conversation.forDevice(device, faulty),
            connection -> {
                prepareSpeech.run();
                UnaryOperator<TurnFactory> own = speech.forConnection(connection);
                return parts -> faulty.of(connection.deviceId(), own.apply(parts));
            }, speech.turnLog);
        return new SessionServices.ConversationServices(turns, conversation.memory,
            device -> sentences.next(device).or(() -> conversation.reminders.announcements.next(device)));
    }

    private DeviceServer opened(DeviceServer server) {
        newest = Optional.of(server);
        return server;
    }

    /// Reads the certificate again if its settings changed, soon.
    void checkCertificate() {
        newest.ifPresent(DeviceServer::certificateChanged);
    }

    /// Closes the connections that would not be let in any more: clients out of reach, and devices that need a token and gave none. What devices wait for that
    /// need none any more is settled.
    void checkAdmission() {
        ServerSettings.Auth auth = core.settings().of(ServerSettings.SECTION).auth();
        exemptions.changed(auth);
        sessions.closeUnapproved(handshake -> handshake.tokenGiven() || auth.exempts(handshake.identity().deviceId()));
        newest.ifPresent(server -> sessions.closeOutOfReach(server::admits));
    }

    private boolean inMeeting(DeviceId deviceId) {
        return devices.find(deviceId).flatMap(row -> row.facts().get().connection()).filter(open -> open.mode() == ConnectionMode.MEETING).isPresent();
    }

    /// Closes the server and every connection for good; waits up to 2 s until the connections have recorded how they ended.
    @Override
    public void close() {
        Shutdown.close("microphone tap", tap);
        Shutdown.close("connections", sessions);
        Shutdown.close("server", lifecycle::end);
        CompletableFuture<Integer> ended = sessions.live().when(count -> count == 0);
        core.time().await(ended, CONNECTION_END_LIMIT);
        ended.cancel(false);
        traffic.close();
    }

    private final class OtaReporter implements OtaListener {
        private final FaultyOta ota = new FaultyOta(core.faults(), core.time());

        @Override
        public void otaRequested(DeviceIdentity identity, DeviceFacts.OtaFacts facts) {
            devices.otaReceived(identity.deviceId(), facts);
            // it has just been switched on: somebody is with it
            prepareSpeech.run();
        }

        @Override
        public HttpReply replyTo(DeviceIdentity identity, HttpReply reply) {
            return ota.replyTo(identity.deviceId(), reply);
        }

        @Override
        public void otaAnswered(DeviceIdentity identity, byte[] request, HttpReply reply) {
            core.traffic().otaAnswered(identity.deviceId(), request, reply.status(), reply.body());
            findings.otaAnswered(identity, request, reply);
        }

        @Override
        public void otaExchanged(DeviceIdentity identity, BootExchange exchange) {
            boots.answered(identity.deviceId(), exchange);
        }
    }

    /// Marks test devices, warns about automatic ids and updates the statistics when connections come and go.
    private final class ConnectionListener implements RegistrationStep {
        /// The connected devices without an id of their own.
        private final Set<DeviceId> automatic = new HashSet<>();

        @Override
        public void connected(DeviceConnection connection) {
            core.problems().resolve(ProblemCode.REGISTRATION_FAILED, new ProblemSubject.Device(connection.deviceId()));
            if (SimulatedDeviceProfile.isTest(connection.deviceId())) {
                devices.markTest(connection.deviceId());
            }
            if (connection.deviceId().value().startsWith("auto-")) {
                automaticConnected(connection.deviceId());
            }
            if (connection.dialect() == Dialect.BADGE) {
                // the first that it hears, before what waits for it
                connection.send(statistics.newest(connection.deviceId()));
            }
            statistics.broadcastSoon();
        }

        @Override
        public void disconnected(DeviceConnection connection) {
            if (!sessions.connected(connection.deviceId())) {
                core.problems().deviceDisconnected(connection.deviceId());
            }
            automaticDisconnected(connection.deviceId());
            statistics.broadcastSoon();
        }

        private synchronized void automaticConnected(DeviceId device) {
            automatic.add(device);
            core.problems().raise(Problem.of(ProblemCode.ID_AUTOMATIC, device));
        }

        /// The last one takes the problem with it.
        private synchronized void automaticDisconnected(DeviceId device) {
            if (automatic.remove(device) && automatic.isEmpty()) {
                core.problems().resolve(ProblemCode.ID_AUTOMATIC, ProblemSubject.program());
            }
        }
    }
}
