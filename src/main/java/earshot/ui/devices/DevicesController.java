package earshot.ui.devices;

import earshot.engine.Command;
import earshot.engine.TestDeviceReport;
import earshot.engine.TestDeviceState;
import earshot.id.DeviceId;
import earshot.ui.kit.Focus;
import earshot.ui.kit.LiveRows;
import earshot.ui.kit.Nodes;
import earshot.ui.kit.RowMenu;
import earshot.ui.kit.SortHeading;
import earshot.ui.kit.Texts;
import earshot.ui.kit.ViewContext;
import earshot.ui.kit.ViewController;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.fxml.FXML;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.SplitMenuButton;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// Binds the list of devices and the detail beside it.
final class DevicesController extends ViewController {
    private final ViewContext viewContext;
    private final DevicesViewModel model;
    private final DeviceAccessController access;
    private final Texts texts;
    private boolean shown;
    private LiveRows<DeviceListRow>.Attachment rows;
    private Optional<DeviceDetailController> detailController = Optional.empty();

    private final ToolRunHistory toolRuns = new ToolRunHistory();
    private final FirstContactPane ladder;
    @FXML private VBox firstContact;
    @FXML private VBox ladderPlace;
    @FXML private Button firstTest;
    @FXML private Button firstMicrophone;
    @FXML private SplitPane split;
    @FXML private TextField filter;
    @FXML private Label count;
    @FXML private Button microphone;
    @FXML private SplitMenuButton test;
    @FXML private MenuItem several;
    @FXML private FlowPane testBar;
    @FXML private Label testRoom;
    @FXML private Label testWords;
    @FXML private Button talk;
    @FXML private Button again;
    @FXML private Button report;
    @FXML private Button testStop;
    @FXML private HBox head;
    @FXML private ListView<DeviceListRow> list;
    @FXML private VBox noneMatch;
    @FXML private Label noneWords;
    @FXML private Button clearFilter;
    @FXML private StackPane detail;

    DevicesController(ViewContext viewContext, DevicesViewModel model, DeviceAccessController access) {
        this.viewContext = viewContext;
        this.model = model;
        this.access = access;
        texts = viewContext.texts();
        ladder = new FirstContactPane(viewContext, model, false);
    }

    @FXML
    private void initialize() {
        firstTest.setOnAction(_ -> model.startTestDevice());
        test.setOnAction(_ -> model.startTestDevice());
        firstMicrophone.setOnAction(_ -> model.startMicrophoneDevice());
        microphone.setOnAction(_ -> model.startMicrophoneDevice());
        several.setOnAction(_ -> openTestDevicesForm());
        again.setOnAction(_ -> viewContext.send(new Command.SpeakAgain()));
        report.setOnAction(_ -> TestDevicesReport.show(list.getScene(), viewContext));
        testStop.setOnAction(_ -> viewContext.send(new Command.StopTestDevice()));
        // beside the mark; what is longer continues below
        testWords.maxWidthProperty().bind(testBar.widthProperty().subtract(90));
        testRoom.maxWidthProperty().bind(testWords.maxWidthProperty());
        bindTalkButton();
        fillHead();
        filter.textProperty().bindBidirectional(model.filter());
        Focus.leadTo(filter, list);
        clearFilter.setOnAction(_ -> model.clearFilter());
        list.setCellFactory(_ -> new DeviceListCell(viewContext, model));
        rows = model.rows().attach(list, texts, row -> model.selectedRow().set(Optional.of(row)));
        RowMenu.install(list, new DeviceMenu(viewContext, model, this::rename)::items);
        list.skinProperty().subscribe(_ -> alignHeader());
        list.addEventHandler(KeyEvent.KEY_PRESSED, this::rowKeyPressed);
        untilClosed(rows, model.empty().subscribe(this::showFirstContact), model.rows().items().subscribe(this::showRows),
            model.selectedRow().subscribe(this::showSelected), model.testDevice().subscribe(_ -> showTestDevice()),
            model.testReports().subscribe((_, _) -> showTestDevice()));
        showRows();
    }

    private void fillHead() {
        List<SortHeading> headings = new ArrayList<>();
        for (DeviceColumn column : DeviceColumn.values()) {
            String words = texts.get("devices.column." + Texts.keyOf(column));
            Labeled label = new Label(words);
            if (model.sort().columns().contains(Texts.keyOf(column))) {
                SortHeading heading = SortHeading.of(Texts.keyOf(column), words, texts);
                headings.add(heading);
                label = heading;
            }
            label.setAlignment(column == DeviceColumn.AGE || column == DeviceColumn.ROUND_TRIP ? Pos.CENTER_RIGHT : Pos.CENTER_LEFT);
            head.getChildren().add(column.fit(label, list.widthProperty()));
        }
        head.setSpacing(DeviceColumn.GAP);
        untilClosed(SortHeading.connect(headings, model.sort()));
    }

    @Override
    public List<?> parts() {
        return List.of(access);
    }

    @Override
    public void close() {
        super.close();
        access.close();
        hidden();
    }

    /// Shows the memory tab of the selected device.
    void showMemory() {
        detailController.ifPresent(DeviceDetailController::showMemory);
    }

    void showFaults() {
        detailController.ifPresent(DeviceDetailController::showFaults);
    }

    void shown() {
        shown = true;
        detailController.ifPresent(DeviceDetailController::start);
    }

    void hidden() {
        shown = false;
        detailController.ifPresent(DeviceDetailController::stop);
    }

    @Override
    public void focusFilter() {
        Focus.selectAll(filter);
    }

    @Override
    public boolean escape() {
        return model.clearFilter();
    }

    private void showRows() {
        count.setText(model.count());
        boolean none = model.rows().items().isEmpty();
        Nodes.setShown(noneMatch, none);
        boolean filtered = !model.filter().get().isBlank();
        noneWords.setText(filtered ? texts.get("devices.none", model.filter().get()) : texts.get("session.devices.none"));
        Nodes.setShown(clearFilter, filtered);
    }

    /// Who began at the first contact continues at the list.
    private void showFirstContact(boolean empty) {
        boolean first = empty && !viewContext.recorded();
        boolean focused = firstContact.isFocusWithin();
        firstContact.setVisible(first);
        // each frame walks through all nodes in the window, also through hidden ones
        ladderPlace.getChildren().setAll(first ? List.of(ladder) : List.of());
        split.setVisible(!first);
        if (focused && !first) {
            Focus.request(list);
        }
    }

    private void showSelected(Optional<DeviceListRow> row) {
        rows.select(row);
        switch (row.orElse(null)) {
            case DeviceRow chosen -> showDevice(chosen);
            case DeviceListRow.ReplacedRow replacedRow -> model.rows().items().stream()
                .filter(one -> one instanceof DeviceRow owner && owner.device().id().equals(replacedRow.device())).findFirst()
                .ifPresent(owner -> showDevice((DeviceRow) owner));
            case DeviceListRow.RefusedRow refused -> showRefused(refused);
            case null -> show(new StackPane());
        }
    }

    /// Gives the header a right padding as wide as the list's scroll bar, so that the columns line up.
    private void alignHeader() {
        if (list.lookup(".scroll-bar:vertical") instanceof ScrollBar bar) {
            head.paddingProperty().bind(bar.visibleProperty().flatMap(barVisible -> bar.widthProperty()
                .map(barWidth -> new Insets(4, DeviceColumn.SIDE + (barVisible ? barWidth.doubleValue() : 0), 4, DeviceColumn.SIDE))));
        }
    }

    private void showRefused(DeviceListRow.RefusedRow row) {
        if (detail.getChildren().isEmpty() || !(detail.getChildren().getFirst() instanceof AttemptDetailPane pane && pane.showAgain(row))) {
            show(new AttemptDetailPane(viewContext, model, row));
        }
    }

    private void showDevice(DeviceRow row) {
        if (detailController.filter(controller -> controller.shows(row.device())).isPresent()) {
            return;
        }
        DeviceDetailController controller = new DeviceDetailController(viewContext, new DeviceDetailViewModel(viewContext, row.device()), model.tab(),
            toolRuns);
        show(controller.load());
        detailController = Optional.of(controller);
        if (shown) {
            controller.start();
        }
    }

    private void show(Parent node) {
        detailController.ifPresent(DeviceDetailController::stop);
        detailController = Optional.empty();
        detail.getChildren().setAll(node);
    }

    private void rowKeyPressed(KeyEvent event) {
        switch (event.getCode()) {
            case J -> list.getSelectionModel().selectNext();
            case K -> list.getSelectionModel().selectPrevious();
            case F2 -> rename();
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void rename() {
        list.lookupAll(".device-cell").stream().filter(node -> node instanceof DeviceListCell cell && cell.isSelected()).findFirst()
            .ifPresent(cell -> ((DeviceListCell) cell).editName());
    }

    void openTestDevicesForm() {
        TestDevicesForm.show(list.getScene(), viewContext, model::startTestDevices);
    }

    private void showTestDevice() {
        Optional<TestDeviceState> running = model.testDevice().get();
        List<TestDeviceReport> reports = model.testReports().get();
        Nodes.setShown(again, !reports.isEmpty());
        Nodes.setShown(report, !reports.isEmpty());
        Nodes.setShown(testBar, running.isPresent());
        test.setDisable(running.isPresent());
        microphone.setDisable(running.isPresent());
        Nodes.setShown(talk, running.filter(TestDeviceState::microphone).isPresent());
        running.ifPresent(now -> {
            String state = texts.getOrDefault("device.state." + now.state(), now.state());
            testWords.setText(reports.size() > 1 ? TestDevicesReport.sum(reports, texts) : testWords(state, now.sent(), now.played(), now.underruns()));
            // the rows below do not move while it counts
            testRoom.setText(reports.size() > 1 ? TestDevicesReport.longestSum(reports, texts) : testWords(longestState(), 99_999, 99_999, 99_999));
        });
    }

    private String testWords(String state, long sent, long played, long underruns) {
        return texts.get("devices.test.words", state, Long.toString(sent), Long.toString(played), Long.toString(underruns));
    }

    private String longestState() {
        return Stream.of("connecting", "listening", "finalizing", "speaking", "idle").map(state -> texts.get("device.state." + state))
            .max(Comparator.comparingInt(String::length)).orElseThrow();
    }

    /// The talk button is active while it is held by the mouse or the space bar. Repeated key events count as held.
    private void bindTalkButton() {
        talk.addEventHandler(MouseEvent.MOUSE_PRESSED, _ -> setTalking(true));
        talk.addEventHandler(MouseEvent.MOUSE_RELEASED, _ -> setTalking(false));
        talk.addEventHandler(KeyEvent.ANY, event -> {
            if (event.getCode() == KeyCode.SPACE) {
                setTalking(event.getEventType() == KeyEvent.KEY_PRESSED);
            }
        });
        Focus.onLost(talk, () -> setTalking(false));
    }

    private void setTalking(boolean now) {
        if (talk.getStyleClass().contains("held") != now) {
            Nodes.setStyleClass(talk, "held", now);
            viewContext.send(new Command.TalkTestDevice(now));
        }
    }

    boolean showsLive(DeviceId id) {
        boolean row = list.lookupAll(".device-cell").stream()
            .anyMatch(node -> node instanceof DeviceListCell cell && cell.getItem() instanceof DeviceRow shownRow && shownRow.device().id().equals(id)
                && cell.getGraphic() != null);
        return row && detailController.filter(controller -> controller.showsLive(id)).isPresent();
    }
}
