package earshot.fault;

import module java.base;

import earshot.event.EventCode;
import earshot.event.EventSink;
import earshot.id.DeviceId;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSink;
import earshot.problem.ProblemSubject;
import earshot.time.Time;
import earshot.watch.MutableWatch;
import earshot.watch.Watch;

/// The faults that are on, until they are switched off or the program ends. Each switch is a row of the timeline. Safe for use from any thread.
public final class FaultRegistry {
    /// The newest that are over are kept.
    private static final int MOST_ENDED = 1_000;

    private final Time time;
    private final EventSink events;
    private final ProblemSink problems;
    private final MutableWatch<List<ActiveFault>> active = new MutableWatch<>(List.of());
    /// What [#active] says, for those who ask with every frame.
    private volatile Map<Target, Faults> byTarget = Map.of();

    /// Those that are over, in the order in which they ended.
    private final Deque<FaultPeriod> ended = new ArrayDeque<>();

    private record Target(DeviceId device, FaultSide side) {}

    public FaultRegistry(Time time, EventSink events, ProblemSink problems) {
        this.time = time;
        this.events = events;
        this.problems = problems;
    }

    /// In the order in which they were switched on.
    public Watch<List<ActiveFault>> active() {
        return active;
    }

    /// The faults of a device on one side; one volatile read while none is on anywhere.
    public Faults of(DeviceId device, FaultSide side) {
        Map<Target, Faults> now = byTarget;
        return now.isEmpty() ? Faults.NONE : now.getOrDefault(new Target(device, side), Faults.NONE);
    }

    /// What was on at a moment or later, also where it is over: those that ended first, then those that are on.
    public synchronized List<FaultPeriod> since(Instant moment) {
        Stream<FaultPeriod> over = ended.stream().filter(period -> period.until().filter(until -> !until.isBefore(moment)).isPresent());
        return Stream.concat(over, active.get().stream().map(one -> new FaultPeriod(one, Optional.empty()))).toList();
    }

    /// Switches a fault on, in the place of one of its kind.
    ///
    /// @throws IllegalArgumentException when that side cannot do it
    public synchronized void switchOn(DeviceId device, FaultSide side, Fault fault) {
        if (!fault.kind().sides().contains(side)) {
            throw new IllegalArgumentException(fault.kind().key() + " is none of the faults of " + side);
        }
        List<ActiveFault> now = active.get();
        if (now.stream().anyMatch(one -> one.is(device, side, fault.kind()) && one.fault().equals(fault))) {
            return;
        }
        keep(now.stream().filter(one -> one.is(device, side, fault.kind())));
        Stream<ActiveFault> others = now.stream().filter(one -> !one.is(device, side, fault.kind()));
        set(Stream.concat(others, Stream.of(new ActiveFault(device, side, fault, time.now()))).toList());
        events.log(device, "fault", side == FaultSide.SERVER ? EventCode.FAULT_ON : EventCode.FAULT_ON_DEVICE, fault.asArgument());
    }

    /// Switches a fault off; does nothing when it is off.
    public synchronized void switchOff(DeviceId device, FaultSide side, FaultKind kind) {
        end(one -> one.is(device, side, kind));
    }

    public synchronized void switchAllOff() {
        end(_ -> true);
    }

    private void end(Predicate<ActiveFault> which) {
        List<ActiveFault> now = active.get();
        List<ActiveFault> over = now.stream().filter(which).toList();
        if (over.isEmpty()) {
            return;
        }
        keep(over.stream());
        set(now.stream().filter(which.negate()).toList());
        for (ActiveFault one : over) {
            events.log(one.device(), "fault", one.side() == FaultSide.SERVER ? EventCode.FAULT_OFF : EventCode.FAULT_OFF_DEVICE, one.fault().asArgument());
            if (active.get().stream().noneMatch(other -> other.device().equals(one.device()) && other.fault().kind().group() == FaultGroup.TURN)) {
                problems.resolve(ProblemCode.FAULT_ON, new ProblemSubject.Device(one.device()));
            }
        }
    }

    private void keep(Stream<ActiveFault> over) {
        Optional<Instant> now = Optional.of(time.now());
        over.forEach(one -> ended.add(new FaultPeriod(one, now)));
        while (ended.size() > MOST_ENDED) {
            ended.remove();
        }
    }

    private void set(List<ActiveFault> now) {
        byTarget = now.stream().collect(Collectors.collectingAndThen(
            Collectors.groupingBy(one -> new Target(one.device(), one.side()),
                Collectors.mapping(ActiveFault::fault, Collectors.toMap(Fault::kind, Function.identity()))),
            grouped -> grouped.entrySet().stream().collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> new Faults(entry.getValue())))));
        active.set(now);
    }
}
