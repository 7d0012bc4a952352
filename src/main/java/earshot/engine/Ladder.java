package earshot.engine;

import earshot.engine.FirstContact.Rung;
import earshot.engine.FirstContact.State;
import earshot.engine.FirstContact.Step;
import earshot.problem.Code;
import earshot.problem.Problem;
import earshot.server.Address;
import earshot.server.Attempt;
import earshot.watch.Cell;
import earshot.watch.Watch;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Tracks the seven steps of first contact: which of them any device has reached since the start, and what to do about the first
/// one that none has reached. A step counts as failed when the newest attempt that got that far was refused there.
final class Ladder {
    private final Cell<FirstContact> contact;
    private final Map<Step, String> reached = new EnumMap<>(Step.class);
    private Optional<Attempt> failed = Optional.empty();
    private Optional<Problem> closed = Optional.empty();
    private boolean open;
    private Optional<Address> address = Optional.empty();
    private long newest;
    private long attempts;

    Ladder() {
        contact = new Cell<>(view());
    }

    Watch<FirstContact> contact() {
        return contact;
    }

    /// The server is open at these addresses.
    synchronized void opened(List<Address> addresses) {
        open = true;
        closed = Optional.empty();
        address = addresses.stream().findFirst();
        contact.set(view());
    }

    /// The server is closed.
    synchronized void closed(Optional<Problem> why) {
        open = false;
        closed = why;
        contact.set(view());
    }

    synchronized void seen(Attempt attempt) {
        if (attempt.number() > newest) {
            newest = attempt.number();
            attempts++;
        }
        Step furthest = furthest(attempt.step());
        String who = attempt.device().orElse(attempt.remote());
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
        contact.set(view());
    }

    private FirstContact view() {
        List<Rung> rungs = new ArrayList<>();
        boolean ahead = false;
        for (Step step : Step.values()) {
            if (ahead) {
                rungs.add(new Rung(step, State.AHEAD, Optional.empty(), ""));
            } else if (step == Step.LISTENING ? open : reached.containsKey(step)) {
                rungs.add(new Rung(step, State.REACHED, Optional.empty(), step == Step.LISTENING ? address.map(Address::ws).orElse("") : reached.get(step)));
            } else {
                ahead = true;
                rungs.add(stuck(step));
            }
        }
        return new FirstContact(List.copyOf(rungs), attempts);
    }

    private Rung stuck(Step step) {
        if (step == Step.LISTENING) {
            return new Rung(step, closed.isPresent() ? State.FAILED : State.WAITING, closed, "");
        }
        Optional<Attempt> refused = failed.filter(attempt -> furthest(attempt.step()).ordinal() + 1 == step.ordinal());
        if (refused.isPresent()) {
            return new Rung(step, State.FAILED, refused.get().problem(), refused.get().remote());
        }
        return new Rung(step, State.WAITING, Optional.of(remedy(step)), "");
    }

    private Problem remedy(Step step) {
        String ws = address.map(Address::ws).orElse("");
        String ota = address.map(Address::ota).orElse("");
        String last = step.ordinal() < 2 ? "" : reached.getOrDefault(Step.values()[step.ordinal() - 1], "");
        return switch (step) {
            case LISTENING, ADDRESS_REACHED -> Problem.of(Code.CONTACT_ADDRESS, ws, ota);
            case UPGRADE_ASKED -> Problem.of(Code.CONTACT_UPGRADE, last, ws);
            case IDENTIFIED -> Problem.of(Code.CONTACT_IDENTIFIED, last);
            case AUTHENTICATED -> Problem.of(Code.CONTACT_AUTHENTICATED, last);
            case HELLO -> Problem.of(Code.CONTACT_HELLO, last);
            case FIRST_SOUND -> Problem.of(Code.CONTACT_SOUND, last);
        };
    }

    private static Step furthest(Attempt.Step step) {
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
