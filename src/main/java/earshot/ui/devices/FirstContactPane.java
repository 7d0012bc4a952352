package earshot.ui.devices;

import module java.base;

import earshot.access.AccessSettings;
import earshot.access.Reach;
import earshot.engine.EngineState;
import earshot.engine.FirstContact;
import earshot.engine.FirstContact.StepStatus;
import earshot.engine.Operation;
import earshot.problem.Problem;
import earshot.server.ServerAddress;
import earshot.ui.kit.CopyableText;
import earshot.ui.kit.NavigationTarget;
import earshot.ui.kit.Nodes;
import earshot.ui.kit.ProblemAction;
import earshot.ui.kit.Texts;
import earshot.ui.kit.ViewContext;
import earshot.watch.WatchSubscription;
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
final class FirstContactPane extends VBox {
    private final ViewContext viewContext;
    private final DevicesViewModel model;
    private final boolean stacked;
    private Subscription subscription = () -> { };

    /// @param stacked whether the two addresses of a network card are stacked
    FirstContactPane(ViewContext viewContext, DevicesViewModel model, boolean stacked) {
        this.stacked = stacked;
        this.viewContext = viewContext;
        this.model = model;
        getStyleClass().add("ladder");
        sceneProperty().subscribe(scene -> {
            subscription.unsubscribe();
            subscription = scene == null
                ? () -> { }
                : Subscription.combine(watchReach(), model.firstContact().subscribe(_ -> show()), model.addresses().subscribe(this::show),
                    model.addressCheck().subscribe(this::show), model.certificate().subscribe(this::show));
        });
    }

    private void show() {
        Texts texts = viewContext.texts();
        FirstContact contact = model.firstContact().get();
        VBox steps = new VBox(2, contact.steps().stream().map(stepStatus -> stepNode(stepStatus, contact, texts)).toArray(Node[]::new));
        getChildren().setAll(new VBox(2, Nodes.label(texts.get("ladder.title"), "heading"), Nodes.wrappedLabel(texts.get("ladder.under"), "muted")), steps);
    }

    private Node stepNode(StepStatus stepStatus, FirstContact contact, Texts texts) {
        String key = "ladder." + Texts.keyOf(stepStatus.step());
        Region shape = Nodes.region("shape", "step-shape", "step-" + Texts.keyOf(stepStatus.state()));
        Label number = Nodes.explained(Nodes.label(Integer.toString(stepStatus.step().ordinal() + 1), "step-number"),
            texts.get("ladder.step", stepStatus.step().ordinal() + 1, FirstContact.Step.values().length));
        Label name = Nodes.label(stepName(stepStatus, texts), "step-name");
        HBox head = new HBox(10, shape, number, name, Nodes.label(stepStatus.detail(), "caption"));
        head.setAlignment(Pos.CENTER_LEFT);
        VBox step = new VBox(6, head);
        step.getStyleClass().addAll("step", "is-" + Texts.keyOf(stepStatus.state()));
        step.setAccessibleText(number.getText() + " " + name.getText() + ", " + texts.get("ladder.state." + Texts.keyOf(stepStatus.state())));
        switch (stepStatus.state()) {
            case WAITING -> {
                if (stepStatus.step() != FirstContact.Step.LISTENING) {
                    head.getChildren().add(Nodes.label(texts.get("ladder.waiting", contact.attempts()), "caption"));
                }
                step.getChildren().add(indent(actionLabel(texts.get(key + ".do"))));
            }
            case FAILED -> stepStatus.problem().ifPresent(problem -> step.getChildren().add(indent(failureBox(problem, texts))));
            case REACHED, AHEAD -> { }
        }
        if (stepStatus.step() == FirstContact.Step.ADDRESS_REACHED) {
            step.getChildren().add(indent(addressBox(texts)));
        }
        return step;
    }

    private String stepName(StepStatus stepStatus, Texts texts) {
        EngineState state = viewContext.model().state().get();
        return stepStatus.step() == FirstContact.Step.LISTENING && stepStatus.state() == FirstContact.StepState.REACHED && state.port() > 0
            ? texts.get("ladder.listening.on", Integer.toString(state.port()), Integer.toString(state.httpPort()))
            : texts.get("ladder." + Texts.keyOf(stepStatus.step()));
    }

    private Node failureBox(Problem problem, Texts texts) {
        VBox box = new VBox(4, Nodes.wrappedLabel(texts.account(problem), "bad-text"), actionLabel(texts.remedy(problem)));
        addActions(box, problem);
        return box;
    }

    private void addActions(VBox box, Problem problem) {
        List<Button> buttons = ProblemAction.buttons(problem, viewContext);
        if (!buttons.isEmpty()) {
            box.getChildren().add(new HBox(8, buttons.toArray(Node[]::new)));
        }
    }

    private static Node actionLabel(String text) {
        return Nodes.wrappedLabel("→ " + text, "step-action");
    }

    private Subscription watchReach() {
        WatchSubscription settings = viewContext.pump().watch(viewContext.model().settings(), _ -> show());
        WatchSubscription file = viewContext.pump().watch(viewContext.model().history(), _ -> show());
        return () -> {
            settings.close();
            file.close();
        };
    }

    /// Whatever the address: a device elsewhere is refused while only this computer may connect.
    private Optional<Node> onlyHere(Texts texts) {
        if (viewContext.model().settings().get().of(AccessSettings.SECTION).reach() != Reach.COMPUTER) {
            return Optional.empty();
        }
        boolean unreadable = viewContext.model().history().get().unreadableFile().isPresent();
        Label why = Nodes.wrappedLabel(texts.get(unreadable ? "ladder.only.unreadable" : "ladder.only"), "warn-text");
        NavigationTarget target = unreadable ? NavigationTarget.of("problems") : NavigationTarget.of("settings", "server.reach");
        Button open = Nodes.smallButton(texts.get(unreadable ? "ladder.only.problem" : "ladder.only.setting"),
            () -> viewContext.navigate().accept(target));
        return Optional.of(new VBox(4, why, open));
    }

    private Node addressBox(Texts texts) {
        GridPane grid = new GridPane(12, 2);
        grid.getStyleClass().add("addresses");
        int row = 0;
        String copy = texts.get("title.address.copy");
        for (ServerAddress address : model.addresses().get()) {
            Label card = Nodes.chip(card(address, texts), address.loopback() || address.link() != ServerAddress.Link.NETWORK ? "is-quiet" : "is-ok");
            row = addLine(grid, row, card, new CopyableText(address.ws(), copy), withQrCode(address.ota(), texts));
            if (!address.loopback()) {
                row = addLine(grid, row, Nodes.chip(texts.get("device.dialect.badge"), "is-quiet"), new CopyableText(address.badge(), copy),
                    new CopyableText(address.badgeOta(), copy));
            }
            if (model.certificate().get().isPresent()) {
                row = addLine(grid, row, Nodes.chip("TLS", "is-quiet"), new CopyableText(address.secure().ws(), copy),
                    new CopyableText(address.secure().ota(), copy));
            }
        }
        int lines = row;
        model.certificate().get().ifPresent(certificate -> grid
            .add(new VBox(Nodes.label(texts.get("ladder.certificate"), "caption"), new CopyableText(certificate.fingerprint(), copy)), 0, lines, 3, 1));
        Button checkButton = Nodes.uncut(new Button(texts.get("ladder.check")));
        checkButton.setId("check-addresses");
        checkButton.setOnAction(_ -> model.checkAddresses());
        HBox check = new HBox(10, checkButton);
        check.setAlignment(Pos.CENTER_LEFT);
        model.addressCheck().get().map(outcome -> checkResult(outcome, texts)).ifPresent(check.getChildren()::add);
        VBox box = new VBox(8, grid, check);
        onlyHere(texts).ifPresent(why -> box.getChildren().addFirst(why));
        return box;
    }

    /// The address that is typed on a board's Wi-Fi page.
    private Node withQrCode(String address, Texts texts) {
        Button show = Nodes.smallButton(texts.get("ladder.qr.short"), () -> QrCodeDialog.show(getScene(), texts, address));
        show.setAccessibleText(texts.get("ladder.qr") + " " + address);
        HBox line = new HBox(4, new CopyableText(address, texts.get("title.address.copy")), show);
        line.setAlignment(Pos.CENTER_LEFT);
        return line;
    }

    private static String card(ServerAddress address, Texts texts) {
        if (address.loopback()) {
            return texts.get("ladder.loopback");
        }
        return switch (address.link()) {
            case NETWORK -> address.card();
            case VPN -> named(address, texts.get("ladder.vpn"));
            case VIRTUAL -> named(address, texts.get("ladder.virtual"));
        };
    }

    private static String named(ServerAddress address, String kind) {
        return Stream.of(address.card(), kind, address.maker()).filter(part -> !part.isEmpty()).collect(Collectors.joining(" · "));
    }

    /// Returns the number of the next row.
    private int addLine(GridPane grid, int row, Node chip, Node ws, Node ota) {
        if (!stacked) {
            grid.addRow(row, chip, ws, ota);
            return row + 1;
        }
        grid.addColumn(0, chip, ws, ota);
        return row + 3;
    }

    private static Node checkResult(Operation.Outcome outcome, Texts texts) {
        return Nodes.grow(Nodes.wrappedLabel(switch (outcome) {
            case Operation.Outcome.Done done -> texts.done(done);
            case Operation.Outcome.Failed failed -> texts.what(failed.problem());
            case Operation.Outcome.Cancelled _ -> "";
        }, outcome instanceof Operation.Outcome.Done ? "ok-text" : "bad-text"));
    }

    private static Node indent(Node node) {
        HBox box = new HBox(node);
        HBox.setHgrow(node, Priority.ALWAYS);
        box.getStyleClass().add("step-body");
        return box;
    }
}
