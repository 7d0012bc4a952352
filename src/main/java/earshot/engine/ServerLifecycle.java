package earshot.engine;

import module java.base;

import earshot.engine.EngineState.Phase;
import earshot.event.EventCode;
import earshot.event.EventSink;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.problem.ProblemSink;
import earshot.problem.ProblemSubject;
import earshot.server.DeviceServer;
import earshot.server.ServerAddress;
import earshot.server.ServerHealth;
import earshot.server.ServerSettings;
import earshot.time.Time;
import earshot.watch.MutableWatch;
import earshot.watch.Watch;
import earshot.watch.WatchSubscription;

/// Opens and closes the server, and knows its state and addresses. Opening and closing wait, and run one at a time.
final class ServerLifecycle {
    private static final List<ProblemSubject> BIND_SETTINGS = List.of(new ProblemSubject.Setting("server.port"), new ProblemSubject.Setting("server.http_port"),
        new ProblemSubject.Setting("server.ip"));

    private final Time time;
    private final Supplier<ServerSettings> settings;
    private final Function<Supplier<ServerSettings>, DeviceServer> opener;
    private final ProblemSink problems;
    private final EventSink events;
    private final FirstContactTracker firstContactTracker;
    private final MutableWatch<EngineState> state;
    private final MutableWatch<List<ServerAddress>> addresses = new MutableWatch<>(List.of());
    private Optional<DeviceServer> deviceServer = Optional.empty();
    private Optional<Command.ChoosePorts> chosenPorts = Optional.empty();
    private Command.ChoosePorts lastPorts = new Command.ChoosePorts(0, 0);
    private WatchSubscription addressSubscription = () -> {};
    /// Why it could not be opened the last time.
    private Optional<Problem> failure = Optional.empty();
    private boolean ended;

    /// @param opener opens the server; it may query the supplied settings again at each request
    ServerLifecycle(Time time, Supplier<ServerSettings> settings, Function<Supplier<ServerSettings>, DeviceServer> opener, ProblemSink problems,
        EventSink events, FirstContactTracker firstContactTracker) {
        this.time = time;
        this.settings = settings;
        this.opener = opener;
        this.problems = problems;
        this.events = events;
        this.firstContactTracker = firstContactTracker;
        state = new MutableWatch<>(new EngineState(Phase.STARTING, 0, 0, time.now(), new PreviousRun.None()));
    }

    Watch<EngineState> state() {
        return state;
    }

    Watch<List<ServerAddress>> addresses() {
        return addresses;
    }

    /// The OTA address for devices on this computer.
    String localOta() {
        return addresses.get().stream().filter(ServerAddress::loopback).findFirst().or(() -> addresses.get().stream().findFirst())
            .map(ServerAddress::ota).orElseGet(() -> "http://127.0.0.1:" + state.get().httpPort() + "/xiaozhi/ota/");
    }

    /// Sets how the previous run ended.
    void setPreviousRun(PreviousRun previousRun) {
        state.update(now -> new EngineState(now.phase(), now.port(), now.httpPort(), now.since(), previousRun));
    }

    void setPhase(Phase phase) {
        state.update(now -> new EngineState(phase, now.port(), now.httpPort(), time.now(), now.previousRun()));
    }

    /// Sets ports that replace those in the settings until the program ends.
    synchronized void choosePorts(Command.ChoosePorts ports) {
        chosenPorts = Optional.of(ports);
        lastPorts = new Command.ChoosePorts(0, 0);
    }

    /// The ports that devices know although no setting names them: any free ones, or those chosen after one was taken.
    synchronized Optional<Command.ChoosePorts> portsToKeep() {
        ServerSettings written = settings.get();
        return chosenPorts.isPresent() || written.port() == 0 || written.httpPort() == 0 ? Optional.of(lastPorts).filter(last -> last.port() > 0)
            : Optional.empty();
    }

    /// Serves on the ports of an earlier process.
    synchronized void keepPorts(Command.ChoosePorts ports) {
        ServerSettings written = settings.get();
        lastPorts = ports;
        chosenPorts = written.port() == 0 || written.httpPort() == 0 ? Optional.empty() : Optional.of(ports);
    }

    /// Whether the server works; empty while it is closed. Waits up to some seconds.
    Optional<ServerHealth> check() {
        Optional<DeviceServer> open;
        synchronized (this) {
            open = deviceServer;
        }
        return open.map(DeviceServer::check);
    }

    /// Opens the server; does nothing when it is open already or closed for good.
    /// @return why it stays closed, as a problem that is already raised; empty on success
    synchronized Optional<Problem> open() {
        if (ended || deviceServer.isPresent()) {
            return Optional.empty();
        }
        return tryToOpen().map(this::failed);
    }

    /// Opens the server where it could not be opened before, because what was in its way may be gone. A failure that is known already is not raised
    /// again.
    synchronized void retry() {
        if (!ended && deviceServer.isEmpty() && state.get().phase() == Phase.FAILED) {
            // the free port that it offers is another one each time
            tryToOpen().filter(problem -> failure.filter(before -> same(before, problem)).isEmpty()).ifPresent(this::failed);
        }
    }

    /// Takes another port in the place of one that is taken, until the program ends; returns what is in the way of opening then.
    synchronized Optional<Problem> replacePort(int taken, int free) {
        ServerSettings now = effectiveSettings();
        choosePorts(new Command.ChoosePorts(now.port() == taken ? free : now.port(), now.httpPort() == taken ? free : now.httpPort()));
        return open();
    }

    /// @return why it stays closed
    private Optional<Problem> tryToOpen() {
        try {
            DeviceServer opened = opener.apply(this::effectiveSettings);
            failure = Optional.empty();
            deviceServer = Optional.of(opened);
            lastPorts = new Command.ChoosePorts(opened.port(), opened.httpPort());
            problems.resolve(ProblemCode.HOST_UNUSABLE, new ProblemSubject.Setting("server.ip"));
            BIND_SETTINGS.forEach(setting -> List.of(ProblemCode.PORT_TAKEN, ProblemCode.PORT_RESERVED).forEach(code -> problems.resolve(code, setting)));
            problems.resolve(ProblemCode.RESTART_FAILED, ProblemSubject.program());
            addressSubscription = opened.addresses().observe(this::addressesChanged);
            state.update(now -> new EngineState(Phase.RUNNING, opened.port(), opened.httpPort(), time.now(), now.previousRun()));
            return Optional.empty();
        } catch (ProblemException e) {
            return Optional.of(e.problem());
        } catch (RuntimeException e) {
            return Optional.of(Problem.of(ProblemCode.HOST_UNUSABLE, new ProblemSubject.Setting("server.ip"), settings.get().host(), e.toString()));
        }
    }

    /// Closes the server and every connection.
    synchronized void close() {
        addressSubscription.close();
        deviceServer.ifPresent(DeviceServer::close);
        deviceServer = Optional.empty();
        firstContactTracker.closed(Optional.empty());
        addresses.set(List.of());
        state.update(now -> new EngineState(now.phase(), 0, 0, now.since(), now.previousRun()));
    }

    /// Closes the server for good: a running restart does not open it again.
    synchronized void end() {
        ended = true;
        close();
    }

    private Problem failed(Problem problem) {
        failure.filter(before -> !same(before, problem)).ifPresent(before -> problems.resolve(before.code(), before.subject()));
        failure = Optional.of(problem);
        problems.raise(problem);
        firstContactTracker.closed(Optional.of(problem));
        setPhase(Phase.FAILED);
        return problem;
    }

    private static boolean same(Problem one, Problem other) {
        return one.code() == other.code() && one.subject().equals(other.subject());
    }

    /// Why the server is closed; empty while it is open.
    synchronized Optional<Problem> failure() {
        return failure;
    }

    /// Raises a problem when `server.websocket` sends devices to another computer or port; called when the settings or the addresses change.
    /// Host names are accepted unchecked: that would need the network, and a proxy in front of the server is reached by a name.
    void checkAdvertisedAddress() {
        ProblemSubject setting = new ProblemSubject.Setting("server.websocket");
        Optional<Problem> elsewhere = settings.get().websocket()
            .filter(url -> !addresses.get().isEmpty() && AdvertisedAddressCheck.pointsElsewhere(url, addresses.get()))
            .map(url -> Problem.of(ProblemCode.ADDRESS_ELSEWHERE, setting, url, addresses.get().getFirst().ws()));
        elsewhere.ifPresentOrElse(problems::raise, () -> problems.resolve(ProblemCode.ADDRESS_ELSEWHERE, setting));
    }

    /// The settings to open with. A restart with "any free port" reuses the previous port, so that devices can reconnect.
    private ServerSettings effectiveSettings() {
        ServerSettings written = settings.get();
        int port = chosenPorts.map(Command.ChoosePorts::port).orElse(written.port());
        int httpPort = chosenPorts.map(Command.ChoosePorts::httpPort).orElse(written.httpPort());
        return new ServerSettings(written.host(), port == 0 ? lastPorts.port() : port, httpPort == 0 ? lastPorts.httpPort() : httpPort,
            written.websocket(), written.advertiseIp(), written.auth(), written.secret(), written.maxConnectionsPerAddress());
    }

    private void addressesChanged(List<ServerAddress> now) {
        List<ServerAddress> before = addresses.get();
        addresses.set(now);
        firstContactTracker.opened(now);
        checkAdvertisedAddress();
        if (!before.isEmpty() && !before.equals(now)) {
            events.log("network", EventCode.NETWORK_CHANGED, String.join(", ", now.stream().map(ServerAddress::host).toList()));
        }
    }
}
