package earshot.engine;

import module java.base;

import earshot.engine.FirstContact.Step;
import earshot.engine.FirstContact.StepState;
import earshot.engine.FirstContact.StepStatus;
import earshot.id.DeviceId;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.server.ConnectionAttempt;
import earshot.server.ServerAddress;
import earshot.watch.MutableWatch;
import earshot.watch.Watch;

/// Tracks the seven steps of first contact: which of them any device has reached since the start, and what to do about the first
/// one that none has reached. A step counts as failed when the newest attempt that got that far was refused there.
final class FirstContactTracker {
    private final MutableWatch<FirstContact> progress;
    private final Map<Step, String> reached = new EnumMap<>(Step.class);
    private Optional<ConnectionAttempt> failed = Optional.empty();
    private Optional<Problem> closed = Optional.empty();
    private boolean open;
    private Optional<ServerAddress> address = Optional.empty();
    private long newest;
    private long attempts;

    FirstContactTracker() {
        progress = new MutableWatch<>(view());
    }

    Watch<FirstContact> progress() {
        return progress;
    }

    synchronized void opened(List<ServerAddress> addresses) {
        open = true;
        closed = Optional.empty();
        address = addresses.stream().findFirst();
        progress.set(view());
    }

    synchronized void closed(Optional<Problem> why) {
        open = false;
        closed = why;
        progress.set(view());
    }

    synchronized void attemptSeen(ConnectionAttempt attempt) {
        if (attempt.number() > newest) {
            newest = attempt.number();
            attempts++;
        }
        Step furthest = furthest(attempt.step());
        String who = attempt.device().map(DeviceId::value).orElse(attempt.remote());
        for (Step step : Step.values()) {
            if (step.compareTo(Step.LISTENING) > 0 && step.compareTo(furthest) <= 0) {
                reached.put(step, step == Step.ADDRESS_REACHED ? attempt.remote() : who);
            }
        }
        if (attempt.problem().isPresent()) {
            failed = Optional.of(attempt);
        } else if (failed.isPresent() && furthest.compareTo(furthest(failed.get().step())) > 0) {
            failed = Optional.empty();
        }
        progress.set(view());
    }

    /// The refusal of a device is settled: the step waits again.
    synchronized void resolved(ProblemCode code, DeviceId deviceId) {
        boolean settled = failed
            .filter(attempt -> attempt.device().equals(Optional.of(deviceId)) && attempt.problem().filter(problem -> problem.code() == code).isPresent())
            .isPresent();
        if (settled) {
            failed = Optional.empty();
            progress.set(view());
        }
    }

    private FirstContact view() {
        List<StepStatus> steps = new ArrayList<>();
        boolean ahead = false;
        for (Step step : Step.values()) {
            if (ahead) {
                steps.add(new StepStatus(step, StepState.AHEAD, Optional.empty(), ""));
            } else if (step == Step.LISTENING ? open : reached.containsKey(step)) {
                steps.add(new StepStatus(step, StepState.REACHED, Optional.empty(),
                    step == Step.LISTENING ? address.map(ServerAddress::ws).orElse("") : reached.get(step)));
            } else {
                ahead = true;
                steps.add(unreached(step));
            }
        }
        return new FirstContact(List.copyOf(steps), attempts);
    }

    private StepStatus unreached(Step step) {
        if (step == Step.LISTENING) {
            return new StepStatus(step, closed.isPresent() ? StepState.FAILED : StepState.WAITING, closed, "");
        }
        Optional<ConnectionAttempt> refused = failed.filter(attempt -> furthest(attempt.step()).ordinal() + 1 == step.ordinal());
        if (refused.isPresent()) {
            return new StepStatus(step, StepState.FAILED, refused.get().problem(), refused.get().remote());
        }
        return new StepStatus(step, StepState.WAITING, Optional.of(remedy(step)), "");
    }

    private Problem remedy(Step step) {
        String ws = address.map(ServerAddress::ws).orElse("");
        String ota = address.map(ServerAddress::ota).orElse("");
        String last = step.ordinal() < 2 ? "" : reached.getOrDefault(Step.values()[step.ordinal() - 1], "");
        return switch (step) {
            case LISTENING, ADDRESS_REACHED -> Problem.of(ProblemCode.CONTACT_ADDRESS, ws, ota);
            case UPGRADE_ASKED -> Problem.of(ProblemCode.CONTACT_UPGRADE, last, ws);
            case IDENTIFIED -> Problem.of(ProblemCode.CONTACT_IDENTIFIED, last);
            case AUTHENTICATED -> Problem.of(ProblemCode.CONTACT_AUTHENTICATED, last);
            case HELLO -> Problem.of(ProblemCode.CONTACT_HELLO, last);
            case FIRST_SOUND -> Problem.of(ProblemCode.CONTACT_SOUND, last);
        };
    }

    private static Step furthest(ConnectionAttempt.Step step) {
        return switch (step) {
            case REACHED, OTA, ACTIVATION, PAGE -> Step.ADDRESS_REACHED;
            case UPGRADE -> Step.UPGRADE_ASKED;
            case IDENTIFIED -> Step.IDENTIFIED;
            case AUTHENTICATED -> Step.AUTHENTICATED;
            case HELLO -> Step.HELLO;
            case SOUND -> Step.FIRST_SOUND;
        };
    }
}
