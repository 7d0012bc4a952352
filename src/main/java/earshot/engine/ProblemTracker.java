package earshot.engine;

import module java.base;

import earshot.event.EventSink;
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

    private final Time time;
    private final EventSink events;
    private final MutableWatch<List<ProblemEntry>> entries = new MutableWatch<>(List.of());
    private long numbers;

    ProblemTracker(Time time, EventSink events) {
        this.time = time;
        this.events = events;
    }

    Watch<List<ProblemEntry>> entries() {
        return entries;
    }

    @Override
    public void raise(Problem problem) {
        if (record(problem)) {
            logEvent(problem, problem.what(Locale.ENGLISH) + " " + problem.why(Locale.ENGLISH));
        }
    }

    @Override
    public void resolve(ProblemCode code, ProblemSubject subject) {
        close(code, subject).ifPresent(entry -> logEvent(entry.problem(), "resolved: " + entry.problem().what(Locale.ENGLISH)));
    }

    /// Removes the open entry of this code and subject, as if it had never been raised: something else tells the same.
    synchronized void withdraw(ProblemCode code, ProblemSubject subject) {
        openEntry(code, subject).ifPresent(entry -> dismiss(entry.number()));
    }

    /// Removes an entry; an open problem reappears when it is raised again. False when there is no entry with this number.
    synchronized boolean dismiss(long number) {
        return entries.set(entries.get().stream().filter(entry -> entry.number() != number).toList());
    }

    /// Returns whether the problem is new.
    private synchronized boolean record(Problem problem) {
        Optional<ProblemEntry> known = openEntry(problem.code(), problem.subject());
        if (known.isPresent()) {
            ProblemEntry entry = known.get();
            replace(entry, new ProblemEntry(entry.number(), problem, entry.at(), time.now(), entry.count() + 1, Optional.empty()));
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

    private synchronized Optional<ProblemEntry> close(ProblemCode code, ProblemSubject subject) {
        Optional<ProblemEntry> open = openEntry(code, subject);
        open.ifPresent(entry -> replace(entry, new ProblemEntry(entry.number(), entry.problem(), entry.at(), entry.last(), entry.count(), Optional.of(time.now()))));
        return open;
    }

    private Optional<ProblemEntry> openEntry(ProblemCode code, ProblemSubject subject) {
        return entries.get().stream().filter(entry -> entry.open() && entry.problem().code() == code && entry.problem().subject().equals(subject)).findFirst();
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

    private void logEvent(Problem problem, String words) {
        switch (problem.subject()) {
            case ProblemSubject.Device device -> events.log(device.id(), "problem", problem.severity(), words);
            case ProblemSubject.Program _, ProblemSubject.Setting _, ProblemSubject.File _, ProblemSubject.SettingsFile _, ProblemSubject.Meeting _ -> events.log("problem", problem.severity(), words);
        }
    }
}
