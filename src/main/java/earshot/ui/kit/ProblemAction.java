package earshot.ui.kit;

import module java.base;

import earshot.access.Approval;
import earshot.access.Claim;
import earshot.engine.Command;
import earshot.id.DeviceId;
import earshot.problem.Problem;
import earshot.problem.ProblemSubject;
import earshot.server.ServerSettings;
import javafx.scene.control.Button;

/// The clicks that solve a problem where there are such clicks. The text of one has the key `problem.verb.` and the key of the problem's code.
public final class ProblemAction {
    private static final String AGAIN = "again";

    /// @param verb end of the key of its text
    public record Action(String verb, Command command) {}

    private ProblemAction() {}

    /// Buttons that solve the problem, the best one first; none where a person has to do more.
    public static List<Button> buttons(Problem problem, ViewContext viewContext) {
        return buttons(problem, actions(problem, viewContext), viewContext);
    }

    /// Buttons of the actions of a problem.
    public static List<Button> buttons(Problem problem, List<Action> actions, ViewContext viewContext) {
        return actions.stream().map(action -> {
            Button button = DialogCard.button(viewContext.texts().get("problem.verb." + action.verb, problem.args().toArray()),
                () -> viewContext.send(action.command));
            button.getStyleClass().add("problem-verb");
            if (action == actions.getFirst() && !action.verb.equals(AGAIN)) {
                button.getStyleClass().add("accent");
            }
            return button;
        }).toList();
    }

    /// What solves the problem, the best first.
    public static List<Action> actions(Problem problem, ViewContext viewContext) {
        String verb = problem.code().key();
        List<String> args = problem.args();
        return viewContext.recorded() ? List.of() : switch (problem.code()) {
            case PORT_TAKEN, PORT_RESERVED -> List.of(new Action(verb, new Command.ReplacePort(Integer.parseInt(args.get(0)), Integer.parseInt(args.get(1)))),
                new Action(AGAIN, new Command.OpenServer()));
            case HOST_UNUSABLE, RESTART_FAILED -> List.of(new Action(AGAIN, new Command.OpenServer()));
            case CONFIG_UNREADABLE -> line(args.get(1)).map(line -> new Action(verb, new Command.OpenFile(Path.of(args.getFirst()), line)))
                .or(() -> Optional.of(new Action(verb + ".file", new Command.OpenFile(Path.of(args.getFirst()), 1)))).stream().toList();
            case DEVICE_UNAPPROVED -> List.of(new Action(verb, new Command.ApproveDevice(new Claim(new DeviceId(args.getFirst()), args.get(3)))));
            case DEVICE_REFUSED -> approvals(args.getFirst(), viewContext).filter(row -> row.is(Approval.State.REFUSED)).limit(1)
                .map(row -> new Action(verb, new Command.ApproveDevice(row.claim()))).toList();
            case CONNECTION_REFUSED -> exemption(args.getFirst(), viewContext).map(command -> new Action(verb, command)).stream().toList();
            case DEVICE_OCCUPIED -> List.of(new Action(verb, new Command.AllowTakeover(new DeviceId(args.getFirst()), args.get(2))));
            case PROVIDER_CERTIFICATE -> problem.subject() instanceof ProblemSubject.Setting(String key)
                ? List.of(new Action(verb, new Command.ApplySettings(Map.of(key, args.get(2)))))
                : List.of();
            default -> List.of();
        };
    }

    private static Stream<Approval> approvals(String device, ViewContext viewContext) {
        return viewContext.model().approvals().get().stream().filter(row -> row.deviceId().value().equals(device));
    }

    /// Lets in a board whose token is wrong. Not one whose id another board may have a token for, nor one that has another id each time.
    private static Optional<Command> exemption(String device, ViewContext viewContext) {
        ServerSettings.Auth auth = viewContext.model().settings().get().of(ServerSettings.SECTION).auth();
        DeviceId id = new DeviceId(device);
        if (device.startsWith("auto-") || auth.exempts(id) || approvals(device, viewContext).anyMatch(row -> row.is(Approval.State.APPROVED))) {
            return Optional.empty();
        }
        return Optional.of(new Command.ExemptDevice(id));
    }

    private static Optional<Integer> line(String line) {
        return line.chars().allMatch(Character::isDigit) && !line.isEmpty() ? Optional.of(Integer.valueOf(line)) : Optional.empty();
    }
}
