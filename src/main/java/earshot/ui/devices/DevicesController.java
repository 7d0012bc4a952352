package earshot.ui.devices;

import earshot.engine.TestDevice;
import earshot.ui.part.Desk;
import earshot.ui.part.Fxml;
import earshot.ui.part.Texts;
import java.util.Optional;
import javafx.beans.InvalidationListener;
import javafx.fxml.FXML;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;

/// Binds the list of devices and the detail beside it.
final class DevicesController {
    /// Pixels left and right of a row, as in the style sheet.
    private static final double SIDE = 16;

    private final Desk desk;
    private final DevicesViewModel model;
    private final Texts texts;
    private boolean shown;
    private boolean selecting;
    private Optional<DetailController> device = Optional.empty();
    private Subscription listening = () -> { };

    @FXML private ScrollPane firstContact;
    @FXML private VBox ladderPlace;
    @FXML private Button firstTest;
    @FXML private Button firstMicrophone;
    @FXML private SplitPane split;
    @FXML private TextField filter;
    @FXML private Label count;
    @FXML private Button microphone;
    @FXML private Button test;
    @FXML private HBox testBar;
    @FXML private Label testWords;
    @FXML private Button talk;
    @FXML private Button testStop;
    @FXML private HBox head;
    @FXML private ListView<Row> list;
    @FXML private VBox noneMatch;
    @FXML private Label noneWords;
    @FXML private Button clearFilter;
    @FXML private StackPane detail;

    DevicesController(Desk desk, DevicesViewModel model) {
        this.desk = desk;
        this.model = model;
        texts = desk.texts();
    }

    @FXML
    private void initialize() {
        ladderPlace.getChildren().setAll(new Ladder(desk, model, false));
        firstContact.visibleProperty().bind(model.empty());
        split.visibleProperty().bind(model.empty().not());
        firstTest.setOnAction(_ -> model.startTestDevice());
        test.setOnAction(_ -> model.startTestDevice());
        firstMicrophone.setOnAction(_ -> model.startMicrophoneDevice());
        microphone.setOnAction(_ -> model.startMicrophoneDevice());
        testStop.setOnAction(_ -> model.stopTestDevice());
        holdToTalk();
        for (Columns column : Columns.values()) {
            Label label = column.fit(new Label(texts.get("devices.column." + DeviceWords.lower(column))));
            label.setAlignment(column == Columns.AGE || column == Columns.ROUND_TRIP ? Pos.CENTER_RIGHT : Pos.CENTER_LEFT);
            head.getChildren().add(label);
        }
        head.setSpacing(Columns.GAP);
        filter.textProperty().bindBidirectional(model.filter());
        clearFilter.setOnAction(_ -> model.clearFilter());
        list.setItems(model.rows());
        list.setCellFactory(_ -> new RowCell(desk, model));
        list.getSelectionModel().selectedItemProperty().subscribe(row -> {
            if (row != null && !selecting) {
                model.chosen().set(Optional.of(row));
            }
        });
        list.skinProperty().subscribe(_ -> alignHead());
        list.addEventHandler(KeyEvent.KEY_PRESSED, this::rowKey);
        InvalidationListener onRows = _ -> tell();
        model.rows().addListener(onRows);
        listening = Subscription.combine(
            () -> model.rows().removeListener(onRows), model.chosen().subscribe(this::choose), model.testDevice().subscribe(this::showTestDevice));
        tell();
    }

    /// Called when the nodes are replaced: removes their listeners from the view model, which stays.
    void drop() {
        listening.unsubscribe();
        hidden();
    }

    /// Shows the memory tab of the selected device.
    void showMemory() {
        device.ifPresent(DetailController::showMemory);
    }

    void shown() {
        shown = true;
        device.ifPresent(DetailController::hold);
    }

    void hidden() {
        shown = false;
        device.ifPresent(DetailController::release);
    }

    void focusFilter() {
        filter.requestFocus();
        filter.selectAll();
    }

    private void tell() {
        count.setText(model.count());
        boolean none = model.rows().isEmpty();
        noneMatch.setVisible(none);
        noneMatch.setManaged(none);
        noneWords.setText(texts.get("devices.none", model.filter().get()));
        // refilling the list clears its selection; the view model still has it
        select(model.chosen().get());
    }

    private void choose(Optional<Row> row) {
        select(row);
        switch (row.orElse(null)) {
            case DeviceRow chosen -> showDevice(chosen);
            case Row.Leaving leaving -> model.rows().stream().filter(one -> one instanceof DeviceRow owner && owner.device().id().equals(leaving.device())).findFirst()
                .ifPresent(owner -> showDevice((DeviceRow) owner));
            case Row.Refused refused -> show(new AttemptDetail(desk, model, refused.attempt()));
            case null -> show(new StackPane());
        }
    }

    /// Gives the header a right padding as wide as the list's scroll bar, so that the columns line up.
    private void alignHead() {
        if (list.lookup(".scroll-bar:vertical") instanceof ScrollBar bar) {
            head.paddingProperty().bind(bar.visibleProperty().flatMap(seen -> bar.widthProperty().map(wide -> new Insets(4, SIDE + (seen ? wide.doubleValue() : 0), 4, SIDE))));
        }
    }

    private void select(Optional<Row> row) {
        selecting = true;
        if (row.isPresent()) {
            if (!row.get().equals(list.getSelectionModel().getSelectedItem())) {
                list.getSelectionModel().select(row.get());
            }
        } else {
            list.getSelectionModel().clearSelection();
        }
        selecting = false;
    }

    private void showDevice(DeviceRow row) {
        if (device.filter(controller -> controller.shows(row.device())).isPresent()) {
            return;
        }
        DetailController controller = new DetailController(desk, new DeviceDetail(desk, row.device()), model.tab());
        show(Fxml.load("device-detail", controller, texts));
        device = Optional.of(controller);
        if (shown) {
            controller.hold();
        }
    }

    private void show(Parent node) {
        device.ifPresent(DetailController::release);
        device = Optional.empty();
        detail.getChildren().setAll(node);
    }

    private void rowKey(KeyEvent event) {
        switch (event.getCode()) {
            case J -> list.getSelectionModel().selectNext();
            case K -> list.getSelectionModel().selectPrevious();
            case F2 -> list.lookupAll(".device-cell").stream().filter(node -> node instanceof RowCell cell && cell.isSelected()).findFirst().ifPresent(cell -> ((RowCell) cell).rename());
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void showTestDevice(Optional<TestDevice> running) {
        testBar.setVisible(running.isPresent());
        testBar.setManaged(running.isPresent());
        test.setDisable(running.isPresent());
        microphone.setDisable(running.isPresent());
        talk.setVisible(running.map(TestDevice::microphone).orElse(false));
        talk.setManaged(talk.isVisible());
        running.ifPresent(now -> testWords.setText(texts.get("devices.test.words",
            texts.getOr("device.state." + now.state(), now.state()), Long.toString(now.sent()), Long.toString(now.played()), Long.toString(now.underruns()))));
    }

    /// The talk button is active while it is held by the mouse or the space bar. Repeated key events count as held.
    private void holdToTalk() {
        talk.addEventHandler(MouseEvent.MOUSE_PRESSED, _ -> talking(true));
        talk.addEventHandler(MouseEvent.MOUSE_RELEASED, _ -> talking(false));
        talk.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.SPACE) {
                talking(true);
            }
        });
        talk.addEventHandler(KeyEvent.KEY_RELEASED, event -> {
            if (event.getCode() == KeyCode.SPACE) {
                talking(false);
            }
        });
        talk.focusedProperty().subscribe(focused -> {
            if (!focused) {
                talking(false);
            }
        });
    }

    private void talking(boolean now) {
        if (talk.getStyleClass().contains("held") != now) {
            if (now) {
                talk.getStyleClass().add("held");
            } else {
                talk.getStyleClass().remove("held");
            }
            model.talk(now);
        }
    }

    boolean showsLive(String id) {
        boolean row = list.lookupAll(".device-cell").stream()
            .anyMatch(node -> node instanceof RowCell cell && cell.getItem() instanceof DeviceRow shownRow && shownRow.device().id().equals(id) && cell.getGraphic() != null);
        return row && device.filter(controller -> controller.shows(id) && controller.loudest() > 0.01).isPresent();
    }
}
