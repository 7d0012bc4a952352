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

    /// Removes an entry; an open problem reappears when it is raised again. False when there is no entry with this number.
    synchronized boolean dismiss(long number) {
        List<ProblemEntry> left = entries.get().stream().filter(entry -> entry.number() != number).toList();
        return entries.set(left);
    }

    /// Returns whether the problem is new.
    private synchronized boolean record(Problem problem) {
        List<ProblemEntry> all = new ArrayList<>(entries.get());
        for (int i = 0; i < all.size(); i++) {
            ProblemEntry entry = all.get(i);
            if (entry.open() && entry.problem().code() == problem.code() && entry.problem().subject().equals(problem.subject())) {
                all.set(i, new ProblemEntry(entry.number(), problem, entry.at(), time.now(), entry.count() + 1, Optional.empty()));
                entries.set(List.copyOf(all));
                return false;
            }
        }
        all.addFirst(new ProblemEntry(numbers++, problem, time.now(), time.now(), 1, Optional.empty()));
        if (all.size() > MAX_ENTRIES) {
            all.remove(oldest(all));
        }
        entries.set(List.copyOf(all));
        return true;
    }

    private synchronized Optional<ProblemEntry> close(ProblemCode code, ProblemSubject subject) {
        List<ProblemEntry> all = new ArrayList<>(entries.get());
        for (int i = 0; i < all.size(); i++) {
            ProblemEntry entry = all.get(i);
            if (entry.open() && entry.problem().code() == code && entry.problem().subject().equals(subject)) {
                ProblemEntry closed = new ProblemEntry(entry.number(), entry.problem(), entry.at(), entry.last(), entry.count(), Optional.of(time.now()));
                all.set(i, closed);
                entries.set(List.copyOf(all));
                return Optional.of(closed);
            }
        }
        return Optional.empty();
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
            case ProblemSubject.Program _, ProblemSubject.Setting _, ProblemSubject.File _, ProblemSubject.Meeting _ -> events.log("problem", problem.severity(), words);
        }
    }
}
