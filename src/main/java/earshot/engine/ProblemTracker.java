package earshot.engine;

import module java.base;

import earshot.event.EventSink;
import earshot.event.EventText;
import earshot.id.DeviceId;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSink;
import earshot.problem.ProblemSubject;
import earshot.time.Time;
import earshot.watch.MutableWatch;
import earshot.watch.Watch;

/// All problems, newest first, at most 500. When an open problem is raised again with the same code and subject, only its count
/// grows; the timeline gets one event when it opens and one when it is resolved, so that a repeated problem cannot flood it.
final class ProblemTracker implements ProblemSink {
    static final int MAX_ENTRIES = 500;
    /// What holds of a device only while it is connected.
    private static final Set<ProblemCode> OF_CONNECTIONS = EnumSet.of(ProblemCode.FRAMES_LATE, ProblemCode.FRAMES_LATE_HERE, ProblemCode.AUDIO_UNDECODABLE,
        ProblemCode.SPEECH_MISSING, ProblemCode.TOOL_FAILED, ProblemCode.TOOLS_LEFT_OUT);

    private final Time time;
    private final EventSink events;
    private final MutableWatch<List<ProblemEntry>> entries = new MutableWatch<>(List.of());
    private volatile Predicate<DeviceId> connected = _ -> true;
    private long numbers;

    ProblemTracker(Time time, EventSink events) {
        this.time = time;
        this.events = events;
    }

    Watch<List<ProblemEntry>> entries() {
        return entries;
    }

    /// @param connected whether a device has a connection; asked from any thread
    void useConnections(Predicate<DeviceId> connected) {
        this.connected = connected;
    }

    @Override
    public void raise(Problem problem) {
        if (record(problem)) {
            logEvent(problem, new EventText.Raised(problem));
        }
        // asked after it is listed: a connection that ends meanwhile either finds the entry or is seen to be gone
        if (OF_CONNECTIONS.contains(problem.code()) && problem.subject() instanceof ProblemSubject.Device(DeviceId device) && !connected.test(device)) {
            resolve(problem.code(), problem.subject());
        }
    }

    @Override
    public void resolve(ProblemCode code, ProblemSubject subject) {
        close(code, subject).filter(ProblemEntry::open).ifPresent(entry -> logEvent(entry.problem(), new EventText.Resolved(entry.problem())));
    }

    /// Without an event, as the later problem is one.
    @Override
    public synchronized void replace(ProblemCode code, ProblemSubject subject) {
        entry(code, subject).filter(ProblemEntry::open).ifPresent(entry -> replace(entry, entry.replaced(time.now())));
    }

    /// The device has no connection any more: resolves what holds only of a connected one.
    void deviceDisconnected(DeviceId device) {
        OF_CONNECTIONS.forEach(code -> resolve(code, new ProblemSubject.Device(device)));
    }

    /// The device is forgotten: resolves everything about it.
    void deviceForgotten(DeviceId device) {
        entries.get().stream().filter(entry -> entry.open() && isAbout(entry.problem().subject(), device))
            .forEach(entry -> resolve(entry.problem().code(), entry.problem().subject()));
    }

    private static boolean isAbout(ProblemSubject subject, DeviceId device) {
        return subject instanceof ProblemSubject.Device(DeviceId one) && one.equals(device)
            || subject instanceof ProblemSubject.ProtocolRule(DeviceId other, _) && other.equals(device);
    }

    /// Removes the open entry of this code and subject, as if it had never been raised: something else reports the same.
    synchronized void withdraw(ProblemCode code, ProblemSubject subject) {
        entry(code, subject).ifPresent(entry -> dismiss(entry.number()));
    }

    /// Performs a command about the list. Returns whether it changed anything.
    boolean perform(Command.ProblemCommand command) {
        return switch (command) {
            case Command.AcknowledgeProblem problem -> acknowledge(entry -> entry.number() == problem.number());
            case Command.AcknowledgeAllProblems _ -> acknowledge(_ -> true);
            case Command.DismissProblem problem -> dismiss(problem.number());
        };
    }

    /// Removes an entry; an open problem reappears when it is raised again. False when there is no entry with this number.
    synchronized boolean dismiss(long number) {
        return entries.set(entries.get().stream().filter(entry -> entry.number() != number).toList());
    }

    /// Marks the open entries that `which` accepts: they stay in the list until they are resolved, and call for nobody's attention. Returns whether
    /// there were any.
    synchronized boolean acknowledge(Predicate<ProblemEntry> which) {
        return entries.set(entries.get().stream().map(entry -> entry.open() && which.test(entry) ? entry.acknowledge() : entry).toList());
    }

    /// Returns whether the problem is new.
    private synchronized boolean record(Problem problem) {
        Optional<ProblemEntry> known = entry(problem.code(), problem.subject());
        if (known.isPresent()) {
            ProblemEntry entry = known.get();
            replace(entry, entry.raisedAgain(problem, time.now()));
            return false;
        }
        List<ProblemEntry> all = new ArrayList<>(entries.get());
        all.addFirst(new ProblemEntry(numbers++, problem, time.now(), time.now(), 1, Optional.empty()));
        if (all.size() > MAX_ENTRIES) {
            all.remove(oldest(all));
        }
        entries.set(List.copyOf(all));
        return true;
    }

    /// Returns the entry as it was.
    private synchronized Optional<ProblemEntry> close(ProblemCode code, ProblemSubject subject) {
        Optional<ProblemEntry> known = entry(code, subject);
        known.ifPresent(entry -> replace(entry, entry.resolved(time.now())));
        return known;
    }

    /// The one that is open, or was until a later one took its place.
    private Optional<ProblemEntry> entry(ProblemCode code, ProblemSubject subject) {
        return entries.get().stream().filter(entry -> entry.open() || entry.replaced())
            .filter(entry -> entry.problem().code() == code && entry.problem().subject().equals(subject)).findFirst();
    }

    private void replace(ProblemEntry old, ProblemEntry fresh) {
        entries.set(entries.get().stream().map(entry -> entry == old ? fresh : entry).toList());
    }

    /// Index of the oldest resolved entry, or of the oldest entry when all are open.
    private static int oldest(List<ProblemEntry> all) {
        for (int i = all.size() - 1; i > 0; i--) {
            if (!all.get(i).open()) {
                return i;
            }
        }
        return all.size() - 1;
    }

    private void logEvent(Problem problem, EventText text) {
        switch (problem.subject()) {
            case ProblemSubject.Device device -> events.log(device.id(), "problem", problem.severity(), text);
            case ProblemSubject.ProtocolRule rule -> events.log(rule.device(), "problem", problem.severity(), text);
            case ProblemSubject.Program _, ProblemSubject.Setting _, ProblemSubject.File _, ProblemSubject.SettingsFile _, ProblemSubject.Meeting _ -> events
                .log("problem", problem.severity(), text);
        }
    }
}
