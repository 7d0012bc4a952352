package earshot.fault.injection;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.fault.Fault;
import earshot.fault.FaultKind;
import earshot.fault.Faults;
import earshot.id.DeviceId;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.problem.ProblemSubject;
import earshot.time.TimeFake;
import org.junit.jupiter.api.Test;

class FaultyStepTest {
    private static final DeviceId DEVICE = new DeviceId("aa");

    private final TimeFake time = new TimeFake();
    private final List<CompletableFuture<String>> started = new ArrayList<>();

    @Test
    void aStepTakesItsOwnTwoFaultsAndNoOthers() {
        assertThat(of(Faults.NONE).sound()).isTrue();
        assertThat(of(Faults.of(Fault.usual(FaultKind.VOICE_FAILS), Fault.usual(FaultKind.VOICE_SLOW))).sound()).isTrue();
        FaultyStep slow = of(Faults.of(new Fault(FaultKind.MODEL_SLOW, 700)));
        assertThat(slow.sound()).isFalse();
        assertThat(slow.delay()).isEqualTo(Duration.ofMillis(700));
        assertThat(slow.failure()).isEmpty();
        FaultyStep failing = of(Faults.of(Fault.usual(FaultKind.MODEL_FAILS)));
        assertThat(failing.sound()).isFalse();
        assertThat(failing.delay()).isZero();
        assertThat(failing.failure()).contains(Fault.usual(FaultKind.MODEL_FAILS));
    }

    @Test
    void aSlowStepBeginsLateAndGivesItsOwnResult() {
        CompletableFuture<String> result = of(Faults.of(new Fault(FaultKind.MODEL_SLOW, 700))).run(this::begin);
        time.advance(Duration.ofMillis(699));
        assertThat(started).isEmpty();
        time.advance(Duration.ofMillis(1));
        assertThat(started).hasSize(1);
        assertThat(result).isNotDone();
        started.getFirst().complete("done");
        assertThat(result).isCompletedWithValue("done");
        assertThat(time.waiting()).isZero();
    }

    @Test
    void whatAStepFailsWithItselfIsHandedOn() {
        CompletableFuture<String> result = of(Faults.of(new Fault(FaultKind.MODEL_SLOW, 100))).run(this::begin);
        time.advance(Duration.ofMillis(100));
        IllegalStateException failure = new IllegalStateException("no model");
        started.getFirst().completeExceptionally(failure);
        assertThat(result).isCompletedExceptionally();
        assertThat(result.exceptionNow()).isSameAs(failure);
    }

    @Test
    void aStepThatCannotBeginFailsTheResult() {
        CompletableFuture<String> result = of(Faults.NONE).run(() -> {
            throw new RejectedExecutionException("full");
        });
        time.advance(Duration.ZERO);
        assertThat(result.exceptionNow()).isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void aFailingStepNeverBeginsAndSaysThatItsFaultIsOn() {
        CompletableFuture<String> result = of(Faults.of(Fault.usual(FaultKind.MODEL_FAILS))).run(this::begin);
        time.advance(Duration.ZERO);
        assertThat(started).isEmpty();
        assertThat(result.exceptionNow()).isInstanceOfSatisfying(ProblemException.class, failed -> {
            assertThat(failed.problem().code()).isEqualTo(ProblemCode.FAULT_ON);
            assertThat(failed.problem().subject()).isEqualTo(new ProblemSubject.Device(DEVICE));
            assertThat(failed.problem().args()).containsExactly("aa", Fault.usual(FaultKind.MODEL_FAILS).asArgument());
        });
    }

    @Test
    void aStepThatIsSlowAndFailsDoesSoLate() {
        CompletableFuture<String> result = of(Faults.of(new Fault(FaultKind.MODEL_SLOW, 700), Fault.usual(FaultKind.MODEL_FAILS))).run(this::begin);
        time.advance(Duration.ofMillis(699));
        assertThat(result).isNotDone();
        time.advance(Duration.ofMillis(1));
        assertThat(result).isCompletedExceptionally();
        assertThat(started).isEmpty();
    }

    @Test
    void aStepThatIsCancelledBeforeItBeginsLeavesNothingBehind() {
        CompletableFuture<String> result = of(Faults.of(new Fault(FaultKind.MODEL_SLOW, 700))).run(this::begin);
        assertThat(time.waiting()).isOne();
        result.cancel(false);
        assertThat(time.waiting()).isZero();
        time.advance(Duration.ofSeconds(1));
        assertThat(started).isEmpty();
    }

    @Test
    void cancellingAStepThatRunsCancelsIt() {
        CompletableFuture<String> result = of(Faults.NONE).run(this::begin);
        time.advance(Duration.ZERO);
        result.cancel(false);
        assertThat(started.getFirst()).isCancelled();
    }

    private FaultyStep of(Faults faults) {
        return FaultyStep.of(time, DEVICE, faults, FaultKind.MODEL_SLOW, FaultKind.MODEL_FAILS);
    }

    private CompletableFuture<String> begin() {
        CompletableFuture<String> step = new CompletableFuture<>();
        started.add(step);
        return step;
    }
}
