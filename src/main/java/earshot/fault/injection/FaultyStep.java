package earshot.fault.injection;

import module java.base;

import earshot.fault.Fault;
import earshot.fault.FaultKind;
import earshot.fault.Faults;
import earshot.id.DeviceId;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.problem.ProblemSubject;
import earshot.time.Time;

/// A step of a turn that waits before it runs, or fails instead.
///
/// @param delay zero for none
/// @param failure empty where it runs
record FaultyStep(Time time, DeviceId device, Duration delay, Optional<Fault> failure) {
    /// The step as the faults of a device demand.
    static FaultyStep of(Time time, DeviceId device, Faults faults, FaultKind slow, FaultKind fails) {
        return new FaultyStep(time, device, faults.duration(slow), Optional.ofNullable(faults.byKind().get(fails)));
    }

    /// Whether nothing is wrong with it.
    boolean sound() {
        return delay.isZero() && failure.isEmpty();
    }

    /// Starts the step, now or later. Cancelling the result keeps it from starting, or cancels it.
    <T> CompletableFuture<T> run(Supplier<CompletableFuture<T>> step) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Time.Timer timer = time.after(delay, () -> {
            if (!result.isDone()) {
                start(step, result);
            }
        });
        result.whenComplete((_, _) -> timer.cancel());
        return result;
    }

    private <T> void start(Supplier<CompletableFuture<T>> step, CompletableFuture<T> result) {
        try {
            failure.ifPresent(fault -> {
                throw new ProblemException(Problem.of(ProblemCode.FAULT_ON, new ProblemSubject.Device(device), device, fault.asArgument()));
            });
            CompletableFuture<T> started = step.get();
            started.whenComplete((value, failed) -> {
                if (failed == null) {
                    result.complete(value);
                } else {
                    result.completeExceptionally(failed);
                }
            });
            result.whenComplete((_, _) -> started.cancel(false));
        } catch (RuntimeException e) {
            result.completeExceptionally(e);
        }
    }
}
