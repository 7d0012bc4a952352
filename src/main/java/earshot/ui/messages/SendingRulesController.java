package earshot.ui.messages;

import module java.base;

import earshot.id.DeviceId;
import earshot.peer.PeerRules;
import earshot.peer.PeerSettings;
import earshot.ui.kit.Nodes;
import earshot.ui.kit.Texts;
import earshot.ui.kit.ViewContext;
import earshot.ui.kit.ViewController;
import earshot.ui.kit.WrapGuard;
import earshot.ui.messages.SendingRulesViewModel.NamedDevice;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;

/// Binds the form of the rules: what is allowed to all, to devices, groups and roles, and what that comes to.
final class SendingRulesController extends ViewController {
    /// Rows of devices; with more the settings are the better place.
    private static final int MAX_DEVICES = 40;

    private final Texts texts;
    private final SendingRulesViewModel model;

    @FXML private Label sentence;
    @FXML private CheckBox enabled;
    @FXML private VBox form;
    @FXML private CheckBox allowAll;
    @FXML private CheckBox allowBroadcast;
    @FXML private VBox details;
    @FXML private VBox listed;
    @FXML private VBox groups;
    @FXML private VBox roles;
    @FXML private VBox grants;
    @FXML private VBox reached;

    SendingRulesController(ViewContext viewContext, SendingRulesViewModel model) {
        this.model = model;
        texts = viewContext.texts();
    }

    @FXML
    private void initialize() {
        enabled.setOnAction(_ -> model.allow(PeerSettings.ENABLED_KEY, enabled.isSelected()));
        allowAll.setOnAction(_ -> model.allow(PeerSettings.ALLOW_ALL_KEY, allowAll.isSelected()));
        allowBroadcast.setOnAction(_ -> model.allow(PeerSettings.ALLOW_BROADCAST_KEY, allowBroadcast.isSelected()));
        untilClosed(model.rules().subscribe(this::show), model.devices().subscribe(this::show));
        show();
    }

    /// Nodes that stay the same rule are kept, since one of them may have the focus.
    private void show() {
        PeerRules rules = model.rules().get();
        List<NamedDevice> devices = model.devices().get().stream().limit(MAX_DEVICES).toList();
        enabled.setSelected(rules.enabled());
        allowAll.setSelected(rules.everybody());
        // who may send to every device may send to all at once, too
        allowBroadcast.setSelected(rules.broadcasts() || rules.everybody());
        allowBroadcast.setDisable(rules.everybody());
        Nodes.setShown(form, rules.enabled());
        Nodes.setShown(details, !rules.everybody());
        rows(listed, devices, device -> "list-" + device.id(), device -> check(device.name(), on -> model.list(device.id(), on)),
            (node, device) -> ((CheckBox) node).setSelected(rules.allowlist().contains(device.id())));
        rows(groups, List.copyOf(model.groups().entrySet()), entry -> "group-" + entry.getKey(),
            entry -> check("", on -> model.groupSpeaks(entry.getKey(), on)), (node, entry) -> {
            ((CheckBox) node).setText(entry.getKey() + " (" + texts.list(entry.getValue()) + ")");
                ((CheckBox) node)
                    .setSelected(rules.groups().getOrDefault(entry.getKey(), Set.of()).stream().anyMatch(Set.of(entry.getKey(), PeerRules.ANY)::contains));
        });
        rows(roles, devices, device -> "roles-" + device.id(), device -> field(device.name(), text -> model.giveRoles(device.id(), text)),
            (node, device) -> write(node, rules.rolesOf(device.id())));
        rows(grants, List.copyOf(model.roles()), role -> "grant-" + role, role -> field(role, text -> model.grant(role, text)),
            (node, role) -> write(node, new TreeSet<>(rules.grants().getOrDefault(role, Set.of()))));
        showReached(devices);
    }

    private void showReached(List<NamedDevice> devices) {
        Map<DeviceId, List<NamedDevice>> all = new LinkedHashMap<>();
        devices.forEach(device -> all.put(device.id(), model.reached(device.id())));
        long senders = all.values().stream().filter(to -> !to.isEmpty()).count();
        PeerRules rules = model.rules().get();
        sentence.setText(!rules.enabled() ? texts.get("messages.rules.off") : rules.everybody() ? texts.get("messages.rules.all")
            : texts.get(senders == 0 ? "messages.rules.none" : "messages.rules.some", senders, devices.size()));
        reached.getChildren().setAll(devices.stream().<Node>map(device -> {
            List<NamedDevice> to = all.get(device.id());
            return Nodes.wrappedLabel(
                device.name() + " → " + (to.isEmpty() ? texts.get("messages.rules.nobody") : texts.list(to.stream().map(NamedDevice::name).toList())),
                to.isEmpty() ? "muted" : "label");
        }).toList());
        Nodes.setShown(reached, senders > 0 && !rules.everybody());
    }

    private <T> void rows(VBox box, List<T> items, Function<T, String> id, Function<T, Node> make, BiConsumer<Node, T> update) {
        Map<String, Node> present = box.getChildren().stream().collect(Collectors.toMap(Node::getId, node -> node));
        List<Node> next = new ArrayList<>();
        for (T item : items) {
            // a colon would end the id in a selector
            String name = id.apply(item).replace(':', '-');
            Node node = Optional.ofNullable(present.get(name)).orElseGet(() -> make.apply(item));
            node.setId(name);
            update.accept(node, item);
            next.add(node);
        }
        if (!next.equals(box.getChildren())) {
            box.getChildren().setAll(next);
        }
        Nodes.setShown(box.getParent(), !next.isEmpty());
    }

    private static CheckBox check(String text, Consumer<Boolean> changed) {
        CheckBox check = new CheckBox(text);
        check.setMnemonicParsing(false);
        WrapGuard.wrap(check);
        check.setOnAction(_ -> changed.accept(check.isSelected()));
        return check;
    }

    /// A field with its name before it; saved by Enter and when the focus leaves it.
    private static Node field(String name, Consumer<String> changed) {
        TextField field = new TextField();
        field.setAccessibleText(name);
        Runnable save = () -> {
            if (!field.getText().equals(field.getUserData())) {
                field.setUserData(field.getText());
                changed.accept(field.getText());
            }
        };
        field.setOnAction(_ -> save.run());
        field.focusedProperty().subscribe((before, now) -> {
            if (before && !now) {
                save.run();
            }
        });
        return Nodes.line(Nodes.fixWidth(Nodes.label(name), 120), Nodes.grow(field));
    }

    /// What somebody types just now stays.
    private static void write(Node line, Collection<String> words) {
        TextField field = (TextField) line.lookup(".text-field");
        String text = String.join(", ", words);
        if (!field.isFocused()) {
            field.setText(text);
        }
        field.setUserData(text);
    }
}
