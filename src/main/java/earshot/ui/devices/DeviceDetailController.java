package earshot.ui.devices;

import static earshot.ui.kit.Nodes.setShown;

import module java.base;

import earshot.device.DeviceFacts;
import earshot.device.DeviceFacts.Connection;
import earshot.device.DeviceIdentity;
import earshot.device.DeviceModel;
import earshot.engine.Command;
import earshot.engine.RecordedSession;
import earshot.id.DeviceId;
import earshot.ui.kit.ConfirmationDialog;
import earshot.ui.kit.CopyableText;
import earshot.ui.kit.EditableLabel;
import earshot.ui.kit.FxmlViewLoader;
import earshot.ui.kit.NavigationTarget;
import earshot.ui.kit.Nodes;
import earshot.ui.kit.Texts;
import earshot.ui.kit.ViewContext;
import javafx.beans.property.IntegerProperty;
import javafx.fxml.FXML;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;

/// Binds the detail pane of one device: its head, tabs and actions.
final class DeviceDetailController {
    /// Of a device that was recorded, the first of all.
    private static final int RECORDED_TABS = 2;

    private final ViewContext viewContext;
    private final DeviceDetailViewModel model;
    private final Texts texts;
    private final DeviceFormatter formatter;
    private final IntegerProperty tab;
    private final DeviceMemoryViewModel deviceMemory;
    private final DeviceRemindersViewModel reminders;
    private final DeviceScreenViewModel badgeScreen;
    private final DeviceToolsController toolsController;
    private final DeviceFaultsViewModel deviceFaults;
    private final DeviceSendViewModel sending;
    private final DeviceLiveController live;
    private final DeviceTapViewModel tapModel;
    private final DeviceTapController tapController;

    @FXML private EditableLabel name;
    @FXML private Button editName;
    @FXML private Label test;
    @FXML private Label dialectChip;
    @FXML private Label source;
    @FXML private HBox idPlace;
    @FXML private EditableLabel note;
    @FXML private Button editNote;
    @FXML private TabPane tabs;
    @FXML private TextField sentence;
    @FXML private Button say;
    @FXML private Button sendOpen;
    @FXML private Tab memory;
    @FXML private Tab tools;
    @FXML private Tab tap;
    @FXML private Tab faults;
    @FXML private Button showFaults;
    @FXML private Tab screen;
    @FXML private Button interrupt;
    @FXML private Button close;
    @FXML private Button forget;
    @FXML private Button meeting;
    @FXML private Button timeline;

    /// @param tab index of the selected tab; shared, so that the next device shows the same tab
    /// @param toolRuns of all devices
    DeviceDetailController(ViewContext viewContext, DeviceDetailViewModel model, IntegerProperty tab, ToolRunHistory toolRuns) {
        this.tab = tab;
        this.viewContext = viewContext;
        this.model = model;
        texts = viewContext.texts();
        formatter = new DeviceFormatter(texts);
        deviceMemory = new DeviceMemoryViewModel(viewContext, model.device().id());
        reminders = new DeviceRemindersViewModel(viewContext, model.device());
        badgeScreen = new DeviceScreenViewModel(viewContext, model.device());
        toolsController = new DeviceToolsController(viewContext, new DeviceToolsViewModel(viewContext, model.device().id(), model.facts()::get, toolRuns));
        deviceFaults = new DeviceFaultsViewModel(viewContext, model.device().id());
        sending = new DeviceSendViewModel(viewContext, model.device());
        live = new DeviceLiveController(viewContext, model, tab);
        tapModel = new DeviceTapViewModel(viewContext, model.device());
        tapController = new DeviceTapController(viewContext, tapModel);
    }

    Parent load() {
        Parent detail = FxmlViewLoader.load("device-detail", this, texts, live, new DeviceHandshakeController(viewContext, model),
            new DeviceCountersController(model, texts), new DeviceMemoryController(viewContext, deviceMemory),
            new DeviceRemindersController(viewContext, reminders), new DeviceScreenController(viewContext, badgeScreen), toolsController, tapController,
            new DeviceFaultsController(deviceFaults, texts, model.facts().get().profile().test()));
        Stream.concat(tabs.getTabs().stream(), Stream.of(faults, screen)).distinct().forEach(Nodes::keepWhileSelected);
        return detail;
    }

    @FXML
    private void initialize() {
        idPlace.getChildren().setAll(new CopyableText(model.device().id().value(), texts.get("device.id.copy")));
        name.setPrompt(texts.get("device.name.prompt"));
        name.setOnCommit(typed -> model.send(id -> new Command.RenameDevice(id, typed)));
        editName.setOnAction(_ -> name.edit());
        note.setPrompt(viewContext.recorded() ? "" : texts.get("device.note.prompt"));
        note.setOnCommit(typed -> model.send(id -> new Command.AnnotateDevice(id, typed)));
        editNote.setOnAction(_ -> note.edit());
        sentence.setOnAction(_ -> say());
        say.setOnAction(_ -> say());
        sendOpen.setOnAction(_ -> new DeviceSendController(viewContext, sending).show(sendOpen.getScene(), formatter.name(model.facts().get())));
        say.disableProperty().bind(sentence.disabledProperty());
        interrupt.setOnAction(_ -> model.send(Command.Interrupt::new));
        close.setOnAction(_ -> confirm("disconnect", false, Command.CloseDevice::new));
        forget.setOnAction(_ -> confirm("forget", true, Command.ForgetDevice::new));
        meeting.setOnAction(_ -> model.meeting().get().ifPresent(id -> viewContext.navigate().accept(NavigationTarget.of("meetings", id.value()))));
        model.meeting().subscribe(now -> setShown(meeting, now.isPresent()));
        timeline.setOnAction(_ -> viewContext.navigate().accept(NavigationTarget.of("timeline", model.device().id().value())));
        badgeScreen.badge().subscribe(badge -> showScreenTab(badge && !viewContext.recorded()));
        viewContext.model().recordedSession().ifPresent(this::showRecording);
        tabs.getTabs().remove(faults);
        deviceFaults.active().subscribe(now -> {
            if (!now.isEmpty()) {
                keepFaultsTab();
            }
        });
        setShown(showFaults, !viewContext.recorded());
        showFaults.setOnAction(_ -> showFaults());
        tabs.getSelectionModel().select(tab.get());
        tabs.getSelectionModel().selectedIndexProperty().subscribe(index -> {
            tab.set(index.intValue());
            live.paint();
            paintTap();
        });
        tools.selectedProperty().subscribe(_ -> showTools());
        model.facts().subscribe(this::show);
    }

    /// Instead of what only a live device has.
    private void showRecording(RecordedSession session) {
        Tab connections = new Tab(texts.get("session.connections"), new RecordedConnectionsPane(viewContext, session, model.device().id()));
        tabs.getTabs().getFirst().setText(texts.get("session.state"));
        tabs.getTabs().setAll(Stream.concat(tabs.getTabs().stream().limit(RECORDED_TABS), Stream.of(connections)).toList());
    }

    private void confirm(String action, boolean forGood, Function<DeviceId, Command> command) {
        String title = texts.get(action + ".title", formatter.name(model.facts().get()));
        if (forGood) {
            ConfirmationDialog.warn(tabs.getScene(), title, texts.get(action + ".words"), texts.get(action + ".verb"), texts.get("cancel"),
                () -> model.send(command));
        } else {
            ConfirmationDialog.show(tabs.getScene(), title, texts.get(action + ".words"), texts.get(action + ".verb"), texts.get("cancel"),
                () -> model.send(command));
        }
    }

    void start() {
        model.start(live::paint, live::strip);
        deviceMemory.start();
        reminders.start();
        badgeScreen.start();
        tapModel.start(this::paintTap);
        deviceFaults.start();
        sending.start();
        live.strip();
    }

    private void paintTap() {
        if (tap.isSelected()) {
            tapController.paint();
        }
    }

    void stop() {
        model.stop();
        deviceMemory.stop();
        reminders.stop();
        badgeScreen.stop();
        tapModel.stop();
        deviceFaults.stop();
        sending.stop();
    }

    boolean shows(DeviceModel device) {
        return model.device() == device;
    }

    boolean showsLive(DeviceId id) {
        return model.device().id().equals(id) && live.loudestSample() > 0.01;
    }

    /// Sends the typed sentence as if it had been said to the device.
    private void say() {
        if (!sentence.getText().isBlank()) {
            String said = sentence.getText().strip();
            model.send(id -> new Command.Say(id, said));
            sentence.clear();
        }
    }

    /// Only badges have a screen that pages are sent to.
    private void showScreenTab(boolean badge) {
        if (!badge) {
            tabs.getTabs().remove(screen);
        } else if (!tabs.getTabs().contains(screen)) {
            tabs.getTabs().add(tabs.getTabs().indexOf(tap) + 1, screen);
        }
    }

    /// Only while its tab is in front is the device asked for its tools.
    private void showTools() {
        if (tools.isSelected()) {
            toolsController.shown();
        }
    }

    void showMemory() {
        tabs.getSelectionModel().select(memory);
    }

    /// The tab of faults is there once it was asked for, or while one is on: the others need the room.
    void showFaults() {
        keepFaultsTab();
        tabs.getSelectionModel().select(faults);
    }

    private void keepFaultsTab() {
        if (!tabs.getTabs().contains(faults)) {
            tabs.getTabs().add(faults);
        }
    }

    private void show(DeviceFacts facts) {
        Optional<Connection> connection = facts.connection();
        name.setText(formatter.name(facts));
        note.setText(facts.profile().note());
        setShown(test, facts.profile().test());
        setShown(dialectChip, formatter.dialect(facts).isPresent());
        dialectChip.setText(formatter.dialect(facts).map(formatter::dialect).orElse(""));
        setShown(source, connection.isPresent());
        connection.ifPresent(now -> {
            boolean automatic = now.link().identity().source() == DeviceIdentity.Source.AUTOMATIC;
            source.setText(formatter.source(now.link().identity().source()));
            Nodes.setStyleClasses(source, "label", "chip", automatic ? "is-warn" : "is-quiet");
        });
        interrupt.setDisable(connection.filter(Connection::speaking).isEmpty());
        sentence.setDisable(connection.isEmpty());
        sentence.setPromptText(texts.get(connection.isPresent() ? "detail.say.prompt" : "detail.say.absent"));
        close.setDisable(connection.isEmpty());
        forget.setDisable(connection.isPresent());
        showTools();
    }
}
