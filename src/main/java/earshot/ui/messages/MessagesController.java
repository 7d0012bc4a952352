package earshot.ui.messages;

import module java.base;

import earshot.id.DeviceId;
import earshot.peer.PeerMessage;
import earshot.ui.kit.EmptyState;
import earshot.ui.kit.FilterField;
import earshot.ui.kit.Nodes;
import earshot.ui.kit.RowMenu;
import earshot.ui.kit.SortHeading;
import earshot.ui.kit.SystemClipboard;
import earshot.ui.kit.Texts;
import earshot.ui.kit.TwoWayBinding;
import earshot.ui.kit.ViewContext;
import earshot.ui.kit.ViewController;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;

/// Binds the list of messages; the rules are a part of their own.
final class MessagesController extends ViewController {
    private final ViewContext viewContext;
    private final Texts texts;
    private final MessagesViewModel model;
    private final SendingRulesViewModel rules;
    private final ToggleGroup kinds = new ToggleGroup();

    @FXML private FilterField filter;
    @FXML private HBox kindChoice;
    @FXML private HBox sorts;
    @FXML private Button retryAll;
    @FXML private Button clear;
    @FXML private ListView<PeerMessage> list;
    @FXML private EmptyState empty;

    MessagesController(ViewContext viewContext, MessagesViewModel model, SendingRulesViewModel rules) {
        this.viewContext = viewContext;
        this.model = model;
        this.rules = rules;
        texts = viewContext.texts();
    }

    @Override
    public List<?> parts() {
        return List.of(new SendingRulesController(viewContext, rules));
    }

    @FXML
    private void initialize() {
        list.setCellFactory(_ -> new MessageListCell(viewContext, model));
        RowMenu.install(list, this::menu);
        retryAll.setOnAction(_ -> model.retryAll());
        clear.setOnAction(_ -> model.clear());
        empty.setIcon("icon-messages");
        useFilter(filter, list);
        for (MessageKind kind : MessageKind.values()) {
            kindChoice.getChildren().add(choice(kind));
        }
        untilClosed(SortHeading.fill(sorts, model.sort(), texts, "messages.sort."));
        untilClosed(TwoWayBinding.bind(filter.textProperty(), model.filter()), model.rows().attach(list, texts, _ -> {}),
            model.rows().items().subscribe(this::show), model.counts().subscribe(this::show),
            model.kind().subscribe(this::show), rules.rules().subscribe(this::show));
        show();
    }

    private ToggleButton choice(MessageKind kind) {
        ToggleButton choice = new ToggleButton();
        choice.setId("kind-" + Texts.keyOf(kind));
        choice.getStyleClass().add("small-button");
        choice.setToggleGroup(kinds);
        choice.setUserData(kind);
        choice.setOnAction(_ -> {
            model.kind().set(kind);
            choice.setSelected(true);
        });
        return choice;
    }

    private void show() {
        kindChoice.getChildren().forEach(node -> {
            MessageKind kind = (MessageKind) node.getUserData();
            long count = kind == MessageKind.ALL ? model.counts().get().values().stream().mapToLong(Long::longValue).sum()
                : model.counts().get().getOrDefault(kind, 0L);
            ((ToggleButton) node).setText(texts.get("messages.kind." + Texts.keyOf(kind), count));
            ((ToggleButton) node).setSelected(kind == model.kind().get());
        });
        long waiting = model.counts().get().getOrDefault(MessageKind.WAITING, 0L);
        retryAll.setDisable(waiting == 0);
        clear.setDisable(model.counts().get().values().stream().mapToLong(Long::longValue).sum() == waiting);
        boolean nothing = model.rows().items().isEmpty();
        empty.setVisible(nothing);
        list.setVisible(!nothing);
        Nodes.setShown(sorts, !model.none());
        showEmpty();
    }

    private void showEmpty() {
        if (!model.none()) {
            empty.show(texts.get("messages.empty.filtered"), texts.get("messages.empty.filtered.what"), texts.get("timeline.filter.clear"), () -> {
                filter.clear();
                model.kind().set(MessageKind.ALL);
            });
        } else if (rules.rules().get().enabled()) {
            empty.show(texts.get("messages.empty"), texts.get("messages.empty.what"));
        } else {
            empty.show(texts.get("messages.empty.off"), texts.get("messages.empty.off.what"), texts.get("messages.allow.all"), model::allowAll);
        }
    }

    private List<MenuItem> menu(PeerMessage message) {
        List<MenuItem> retry = model.retryable(message) ? List.of(RowMenu.item(texts.get("messages.retry"), () -> model.retry(message))) : List.of();
        return RowMenu.groups(retry, List.of(go("messages.go.sender", message.from()), go("messages.go.receiver", message.to())),
            List.of(RowMenu.item(texts.get("menu.copy.text"), () -> SystemClipboard.copy(message.summary()))),
            List.of(RowMenu.item(texts.get("messages.delete"), () -> model.delete(message))));
    }

    private MenuItem go(String key, DeviceId device) {
        return RowMenu.toDevice(viewContext, texts.get(key, model.name(device)), device);
    }
}
