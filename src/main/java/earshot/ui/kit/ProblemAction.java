package earshot.ui.kit;

import module java.base;

import earshot.access.Claim;
import earshot.engine.Command;
import earshot.id.DeviceId;
import earshot.problem.Problem;
import earshot.problem.ProblemSubject;
import javafx.scene.control.Button;

/// The one click that solves a problem where there is such a click. Its text has the key `problem.verb.` and the key of the problem's code.
public final class ProblemAction {
    private ProblemAction() {}

    /// A button that solves the problem; empty where a person has to do more.
    public static Optional<Button> button(Problem problem, ViewContext viewContext) {
        return command(problem).map(command -> {
            Button button = Nodes.uncut(new Button(viewContext.texts().get("problem.verb." + problem.code().key())));
            button.getStyleClass().addAll("accent", "problem-verb");
            button.setOnAction(_ -> viewContext.send(command));
            return button;
        });
    }

    private static Optional<Command> command(Problem problem) {
        return switch (problem.code()) {
            case DEVICE_UNAPPROVED -> Optional.of(new Command.ApproveDevice(new Claim(new DeviceId(problem.args().getFirst()), problem.args().get(3))));
            case DEVICE_OCCUPIED -> Optional.of(new Command.AllowTakeover(new DeviceId(problem.args().getFirst()), problem.args().get(2)));
            case PROVIDER_CERTIFICATE -> problem.subject() instanceof ProblemSubject.Setting(String key) ? Optional.of(new Command.ApplySettings(Map.of(key, problem.args().get(2)))) : Optional.empty();
            default -> Optional.empty();
        };
    }
}
