package earshot.engine;

import earshot.config.Settings;
import earshot.engine.EngineState.Phase;
import earshot.event.Events;
import earshot.problem.Code;
import earshot.problem.Problem;
import earshot.problem.ProblemException;
import earshot.problem.Problems;
import earshot.problem.Severity;
import earshot.problem.Subject;
import earshot.server.Address;
import earshot.server.Doors;
import earshot.time.Time;
import earshot.watch.Cell;
import earshot.watch.Pin;
import earshot.watch.Watch;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// Opens and closes the server, and knows its state and addresses. Opening and closing wait, and run one at a time.
final class Serving {
    private static final List<Subject> BOUND_BY = List.of(new Subject.Setting("server.port"), new Subject.Setting("server.http_port"), new Subject.Setting("server.ip"));

    private final Time time;
    private final Supplier<Settings.Server> settings;
    private final Function<Supplier<Settings.Server>, Doors> opener;
    private final Problems problems;
    private final Events events;
    private final Ladder ladder;
    private final Cell<EngineState> state;
    private final Cell<List<Address>> addresses = new Cell<>(List.of());
    private Optional<Doors> doors = Optional.empty();
    private Optional<Command.ChoosePorts> chosen = Optional.empty();
    private Command.ChoosePorts last = new Command.ChoosePorts(0, 0);
    private Pin following = () -> {};
    private boolean over;

    /// @param opener opens the server; it may query the supplied settings again at each request
    Serving(Time time, Supplier<Settings.Server> settings, Function<Supplier<Settings.Server>, Doors> opener, Problems problems, Events events, Ladder ladder) {
        this.time = time;
        this.settings = settings;
        this.opener = opener;
        this.problems = problems;
        this.events = events;
        this.ladder = ladder;
        state = new Cell<>(new EngineState(Phase.STARTING, 0, 0, time.now(), Optional.empty()));
    }

    Watch<EngineState> state() {
        return state;
    }

    Watch<List<Address>> addresses() {
        return addresses;
    }

    /// Sets when the previous run stopped cleanly.
    void stoppedBefore(Optional<Instant> when) {
        state.update(now -> new EngineState(now.phase(), now.port(), now.httpPort(), now.since(), when));
    }

    void enter(Phase phase) {
        state.update(now -> new EngineState(phase, now.port(), now.httpPort(), time.now(), now.lastCleanStop()));
    }

    /// Sets ports that replace those in the settings until the program ends.
    synchronized void choose(Command.ChoosePorts ports) {
        chosen = Optional.of(ports);
        last = new Command.ChoosePorts(0, 0);
    }

    /// Opens the server; does nothing when it is open already or closed for good.
    /// @return why it stays closed, as a problem that is already raised; empty on success
    synchronized Optional<Problem> open() {
        if (over || doors.isPresent()) {
            return Optional.empty();
        }
        try {
            Doors opened = opener.apply(this::wanted);
            doors = Optional.of(opened);
            last = new Command.ChoosePorts(opened.port(), opened.httpPort());
            problems.resolve(Code.HOST_UNUSABLE, new Subject.Setting("server.ip"));
            BOUND_BY.forEach(setting -> problems.resolve(Code.PORT_TAKEN, setting));
            following = opened.addresses().observe(this::moved);
            state.update(now -> new EngineState(Phase.RUNNING, opened.port(), opened.httpPort(), time.now(), now.lastCleanStop()));
            return Optional.empty();
        } catch (ProblemException e) {
            return failed(e.problem());
        } catch (RuntimeException e) {
            return failed(Problem.of(Code.HOST_UNUSABLE, new Subject.Setting("server.ip"), settings.get().host(), e.toString()));
        }
    }

    /// Closes the server and every connection.
    synchronized void close() {
        following.close();
        doors.ifPresent(Doors::close);
        doors = Optional.empty();
        ladder.closed(Optional.empty());
        addresses.set(List.of());
        state.update(now -> new EngineState(now.phase(), 0, 0, now.since(), now.lastCleanStop()));
    }

    /// Closes the server for good: a running restart does not open it again.
    synchronized void end() {
        over = true;
        close();
    }

    private Optional<Problem> failed(Problem problem) {
        problems.raise(problem);
        ladder.closed(Optional.of(problem));
        enter(Phase.FAILED);
        return Optional.of(problem);
    }

    /// Raises a problem when `server.websocket` sends devices to another computer or port; called when the settings or the addresses change.
    /// Host names are accepted unchecked: that would need the network, and a proxy in front of the server is reached by a name.
    void pointed() {
        Subject setting = new Subject.Setting("server.websocket");
        Optional<Problem> elsewhere = settings.get().websocket().filter(url -> !addresses.get().isEmpty() && Pointing.elsewhere(url, addresses.get()))
            .map(url -> Problem.of(Code.ADDRESS_ELSEWHERE, setting, url, addresses.get().getFirst().ws()));
        elsewhere.ifPresentOrElse(problems::raise, () -> problems.resolve(Code.ADDRESS_ELSEWHERE, setting));
    }

    /// The settings to open with. A restart with "any free port" reuses the previous port, so that devices can reconnect.
    private Settings.Server wanted() {
        Settings.Server written = settings.get();
        int port = chosen.map(Command.ChoosePorts::port).orElse(written.port());
        int httpPort = chosen.map(Command.ChoosePorts::httpPort).orElse(written.httpPort());
        return new Settings.Server(written.host(), port == 0 ? last.port() : port, httpPort == 0 ? last.httpPort() : httpPort,
            written.websocket(), written.advertiseIp(), written.auth(), written.secret());
    }

    private void moved(List<Address> now) {
        List<Address> before = addresses.get();
        addresses.set(now);
        ladder.opened(now);
        pointed();
        if (!before.isEmpty() && !before.equals(now)) {
            events.happened("network", Severity.INFO, "addresses changed: " + String.join(", ", now.stream().map(Address::host).toList()));
        }
    }
}
