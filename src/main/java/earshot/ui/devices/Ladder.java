package earshot.ui.devices;

import earshot.engine.EngineState;
import earshot.engine.FirstContact;
import earshot.engine.FirstContact.Rung;
import earshot.engine.Operation;
import earshot.problem.Problem;
import earshot.server.Address;
import earshot.ui.part.CopyText;
import earshot.ui.part.Desk;
import earshot.ui.part.Texts;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;

/// The seven steps of first contact: reached steps are ticked, the first step not reached says what to do (U01). Includes all
/// addresses a device could need (U02).
final class Ladder extends VBox {
    private final Desk desk;
    private final DevicesViewModel model;
    private final boolean narrow;
    private Subscription listening = () -> { };

    /// @param narrow whether the two addresses of a network card are stacked
    Ladder(Desk desk, DevicesViewModel model, boolean narrow) {
        this.narrow = narrow;
        this.desk = desk;
        this.model = model;
        getStyleClass().add("ladder");
        sceneProperty().subscribe(scene -> {
            listening.unsubscribe();
            listening = scene == null
                ? () -> { }
                : Subscription.combine(model.contact().subscribe(_ -> show()), model.addresses().subscribe(this::show), model.checked().subscribe(this::show));
        });
    }

    private void show() {
        Texts texts = desk.texts();
        Label title = new Label(texts.get("ladder.title"));
        title.getStyleClass().add("heading");
        Label under = new Label(texts.get("ladder.under"));
        under.getStyleClass().add("muted");
        under.setWrapText(true);
        VBox steps = new VBox(2);
        FirstContact contact = model.contact().get();
        for (Rung rung : contact.rungs()) {
            steps.getChildren().add(step(rung, contact, texts));
        }
        getChildren().setAll(new VBox(2, title, under), steps);
    }

    private Node step(Rung rung, FirstContact contact, Texts texts) {
        String key = "ladder." + DeviceWords.lower(rung.step());
        Region shape = new Region();
        shape.getStyleClass().addAll("shape", "step-shape", "step-" + DeviceWords.lower(rung.state()));
        Label number = new Label(Integer.toString(rung.step().ordinal() + 1));
        number.getStyleClass().add("step-number");
        Label name = new Label(name(rung, texts));
        name.getStyleClass().add("step-name");
        Label detail = new Label(rung.detail());
        detail.getStyleClass().add("caption");
        HBox head = new HBox(10, shape, number, name, detail);
        head.setAlignment(Pos.CENTER_LEFT);
        VBox step = new VBox(6, head);
        step.getStyleClass().addAll("step", "is-" + DeviceWords.lower(rung.state()));
        step.setAccessibleText(number.getText() + " " + name.getText() + ", " + texts.get("ladder.state." + DeviceWords.lower(rung.state())));
        switch (rung.state()) {
            case WAITING -> {
                if (rung.step() != FirstContact.Step.LISTENING) {
                    Label waiting = new Label(texts.get("ladder.waiting", contact.attempts()));
                    waiting.getStyleClass().add("caption");
                    head.getChildren().add(waiting);
                }
                step.getChildren().add(indent(action(texts.get(key + ".do"))));
            }
            case FAILED -> rung.problem().ifPresent(problem -> step.getChildren().add(indent(failure(problem, texts))));
            case REACHED, AHEAD -> { }
        }
        if (rung.step() == FirstContact.Step.ADDRESS_REACHED) {
            step.getChildren().add(indent(addresses(texts)));
        }
        return step;
    }

    private String name(Rung rung, Texts texts) {
        EngineState state = desk.model().state().get();
        return rung.step() == FirstContact.Step.LISTENING && rung.state() == FirstContact.State.REACHED && state.port() > 0
            ? texts.get("ladder.listening.on", Integer.toString(state.port()), Integer.toString(state.httpPort()))
            : texts.get("ladder." + DeviceWords.lower(rung.step()));
    }

    private Node failure(Problem problem, Texts texts) {
        Label what = new Label(texts.what(problem) + " " + texts.why(problem));
        what.getStyleClass().add("bad-text");
        what.setWrapText(true);
        return new VBox(4, what, action(texts.remedy(problem)));
    }

    private static Node action(String words) {
        Label label = new Label("→ " + words);
        label.setWrapText(true);
        label.getStyleClass().add("step-action");
        return label;
    }

    private Node addresses(Texts texts) {
        GridPane grid = new GridPane(12, 2);
        grid.getStyleClass().add("addresses");
        int row = 0;
        String copy = texts.get("title.address.copy");
        for (Address address : model.addresses().get()) {
            Label card = new Label(address.loopback() ? texts.get("ladder.loopback") : address.card());
            card.getStyleClass().addAll("chip", address.loopback() ? "is-quiet" : "is-ok");
            card.setMinWidth(Region.USE_PREF_SIZE);
            row = line(grid, row, card, new CopyText(address.ws(), copy), new CopyText(address.ota(), copy));
            if (!address.loopback()) {
                Label badge = new Label(texts.get("device.dialect.badge"));
                badge.getStyleClass().addAll("chip", "is-quiet");
                badge.setMinWidth(Region.USE_PREF_SIZE);
                row = line(grid, row, badge, new CopyText(address.badge(), copy), new CopyText(address.badgeOta(), copy));
            }
        }
        HBox check = new HBox(10, button("ladder.check", "check-addresses", model::checkAddresses));
        check.setAlignment(Pos.CENTER_LEFT);
        model.checked().get().map(outcome -> said(outcome, texts)).ifPresent(check.getChildren()::add);
        return new VBox(8, grid, check);
    }

    /// Returns the number of the next row.
    private int line(GridPane grid, int row, Node chip, Node ws, Node ota) {
        if (!narrow) {
            grid.addRow(row, chip, ws, ota);
            return row + 1;
        }
        grid.addRow(row, chip, ws);
        grid.add(ota, 1, row + 1);
        return row + 2;
    }

    private static Node said(Operation.Outcome outcome, Texts texts) {
        Label label = new Label(switch (outcome) {
            case Operation.Outcome.Done done -> texts.done(done);
            case Operation.Outcome.Failed failed -> texts.what(failed.problem());
            case Operation.Outcome.Cancelled _ -> "";
        });
        label.setWrapText(true);
        HBox.setHgrow(label, Priority.ALWAYS);
        label.getStyleClass().add(outcome instanceof Operation.Outcome.Done ? "ok-text" : "bad-text");
        return label;
    }

    private Button button(String key, String id, Runnable action) {
        Button button = new Button(desk.texts().get(key));
        button.setId(id);
        button.setOnAction(_ -> action.run());
        button.setMinWidth(Region.USE_PREF_SIZE);
        return button;
    }

    private static Node indent(Node node) {
        HBox box = new HBox(node);
        HBox.setHgrow(node, Priority.ALWAYS);
        box.getStyleClass().add("step-body");
        return box;
    }
}
