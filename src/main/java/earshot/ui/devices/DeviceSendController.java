package earshot.ui.devices;

import module java.base;

import earshot.lint.Finding;
import earshot.operator.MessagePreview;
import earshot.operator.SentMessage;
import earshot.problem.Problem;
import earshot.turn.Emotion;
import earshot.ui.kit.DialogCard;
import earshot.ui.kit.DisplayConverter;
import earshot.ui.kit.Focus;
import earshot.ui.kit.FxmlViewLoader;
import earshot.ui.kit.Nodes;
import earshot.ui.kit.Overlay;
import earshot.ui.kit.Texts;
import earshot.ui.kit.ViewContext;
import earshot.wire.WorkMode;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// Binds the tab that sends to a device by hand.
final class DeviceSendController {
    private static final double WIDTH = 620;
    private static final double HEIGHT = 440;

    private final DeviceSendViewModel model;
    private final Texts texts;
    private final Map<Long, SentMessagePane> panes = new HashMap<>();

    @FXML private ComboBox<SendKind> sendKind;
    @FXML private TextField sendSentence;
    @FXML private TextField sendStatus;
    @FXML private TextField sendNotice;
    @FXML private ComboBox<Emotion> sendEmotion;
    @FXML private ComboBox<Optional<WorkMode>> sendMode;
    @FXML private TextArea sendRaw;
    @FXML private VBox exactBox;
    @FXML private TextArea sendExact;
    @FXML private VBox sendFindings;
    @FXML private Label sendAsleep;
    @FXML private Button sendNow;
    @FXML private Label sendResult;
    @FXML private VBox historyBox;
    @FXML private VBox sentRows;
    @FXML private Label sentWaiting;

    DeviceSendController(ViewContext viewContext, DeviceSendViewModel model) {
        this.model = model;
        texts = viewContext.texts();
    }

    /// Opens over the window.
    ///
    /// @param name of the device
    void show(Scene over, String name) {
        Overlay overlay = Overlay.of(over);
        Region content = (Region) FxmlViewLoader.load("device-send", this, texts);
        content.setPrefSize(WIDTH, HEIGHT);
        // the fields of the other kinds are hidden, and a hidden one takes no focus
        List.of(sendKind, sendSentence, sendStatus, sendRaw).forEach(field -> Focus.requestWhenShown(field, field));
        overlay.show(new DialogCard(texts.get("send.title", name), content).withButtons(DialogCard.button(texts.get("close"), overlay::dismiss)));
    }

    @FXML
    private void initialize() {
        sendKind.setConverter(DisplayConverter.of(kind -> texts.get("send.kind." + Texts.keyOf(kind))));
        model.kinds().subscribe(this::showKinds);
        sendKind.valueProperty().bindBidirectional(model.kind());
        sendSentence.textProperty().bindBidirectional(model.sentence());
        sendStatus.textProperty().bindBidirectional(model.status());
        sendNotice.textProperty().bindBidirectional(model.notice());
        sendRaw.textProperty().bindBidirectional(model.raw());
        sendEmotion.getItems().setAll(Emotion.values());
        sendEmotion.setConverter(DisplayConverter.of(Emotion::word));
        sendEmotion.valueProperty().bindBidirectional(model.emotion());
        sendMode.getItems().setAll(Stream.concat(Stream.of(Optional.<WorkMode>empty()), Stream.of(WorkMode.values()).map(Optional::of)).toList());
        sendMode.setConverter(DisplayConverter.of(mode -> texts.get("modes." + mode.map(WorkMode::wireName).orElse("conversation"))));
        sendMode.valueProperty().bindBidirectional(model.mode());
        Stream.of(sendSentence, sendStatus, sendNotice).forEach(field -> field.setOnAction(_ -> send()));
        sendNow.setOnAction(_ -> send());
        model.kind().subscribe(this::showFields);
        model.onPreview(this::showPreview);
        model.situation().subscribe(now -> Nodes.setShown(sendAsleep, now.session().isEmpty()));
        model.result().subscribe(result -> {
            sendResult.setText(result.map(now -> SentMessagePane.words(texts, now.delivery())).orElse(""));
            boolean failed = result.flatMap(DeviceSendViewModel.SendResult::delivery).filter(came -> !came.succeeded()).isPresent();
            sendResult.getStyleClass().setAll("label", failed ? "warn-text" : "ok-text");
        });
        model.rows().items().subscribe(this::showRows);
        model.rows().holdWhileIn(sentRows);
        model.rows().waiting().subscribe(count -> {
            sentWaiting.setText(texts.get("rows.waiting", count));
            Nodes.setShown(sentWaiting, count.intValue() > 0);
        });
        showRows();
    }

    /// One by one: replacing all would forget what is chosen.
    private void showKinds(List<SendKind> kinds) {
        sendKind.getItems().removeIf(kind -> !kinds.contains(kind));
        for (int i = 0; i < kinds.size(); i++) {
            if (!sendKind.getItems().contains(kinds.get(i))) {
                sendKind.getItems().add(i, kinds.get(i));
            }
        }
    }

    private void send() {
        if (!sendNow.isDisabled()) {
            model.send();
        }
    }

    private void showFields(SendKind kind) {
        Map<Node, Set<SendKind>> fields = Map.of(sendSentence, Set.of(SendKind.SENTENCE), sendStatus, Set.of(SendKind.ALERT), sendNotice,
            Set.of(SendKind.ALERT), sendEmotion, Set.of(SendKind.ALERT, SendKind.EMOTION), sendMode, Set.of(SendKind.MODE), sendRaw, Set.of(SendKind.RAW));
        fields.forEach((field, kinds) -> Nodes.setShown(field, kinds.contains(kind)));
    }

    private void showPreview() {
        Optional<MessagePreview> preview = model.preview();
        Nodes.setShown(exactBox, preview.filter(now -> !now.texts().isEmpty()).isPresent());
        List<String> lines = preview.map(this::lines).orElse(List.of());
        sendExact.setText(String.join("\n", lines));
        sendExact.setPrefRowCount(Math.clamp(lines.stream().flatMap(String::lines).count(), 1, 8));
        sendFindings.getChildren().setAll(model.findings().stream().map(this::finding).toList());
        Nodes.setShown(sendFindings, !model.findings().isEmpty());
        sendNow.setText(texts.get(model.findings().isEmpty() ? "send.now" : "send.anyway"));
        sendNow.setDisable(preview.filter(MessagePreview::connected).isEmpty());
    }

    private List<String> lines(MessagePreview preview) {
        List<String> lines = new ArrayList<>(preview.texts());
        preview.sound().ifPresent(at -> lines.add(at, texts.get("send.sound")));
        return lines;
    }

    private Node finding(Finding finding) {
        Problem problem = finding.problem(model.device().id());
        return new VBox(2, Nodes.wrappedLabel(finding.rule().id() + ": " + texts.what(problem), "warn-text"), Nodes.wrappedLabel(texts.why(problem), "caption"),
            Nodes.wrappedLabel(texts.remedy(problem), "caption"));
    }

    private void showRows() {
        List<SentMessage> rows = model.rows().items();
        Nodes.setShown(historyBox, !rows.isEmpty());
        panes.keySet().retainAll(rows.stream().map(SentMessage::number).collect(Collectors.toSet()));
        List<SentMessagePane> shown = rows.stream().map(row -> {
            SentMessagePane pane = panes.computeIfAbsent(row.number(), _ -> new SentMessagePane(texts, row, model::sendAgain));
            pane.show(row);
            return pane;
        }).toList();
        if (!shown.equals(sentRows.getChildren())) {
            sentRows.getChildren().setAll(shown);
        }
    }
}
