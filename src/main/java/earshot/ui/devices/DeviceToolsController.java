package earshot.ui.devices;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.core.JsonProcessingException;
import earshot.problem.ProblemReason;
import earshot.tool.Tool;
import earshot.ui.devices.DeviceToolsViewModel.ToolListState;
import earshot.ui.kit.ConfirmationDialog;
import earshot.ui.kit.ItemCell;
import earshot.ui.kit.Nodes;
import earshot.ui.kit.PickedFile;
import earshot.ui.kit.RowMenu;
import earshot.ui.kit.Texts;
import earshot.ui.kit.TimeFormatter;
import earshot.ui.kit.ViewContext;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;

/// Binds the tools tab of a device: its tools, a form for the chosen one, what came of a call, and the calls before (U48).
final class DeviceToolsController {
    /// Tools that are seen at once.
    private static final int LEAST_ROWS = 3;
    private static final int MOST_ROWS = 7;
    private static final double ROW_HEIGHT = 39.5;
    /// Height of what stands above the list, and of the head of the form below it.
    private static final double AROUND_LIST = 270;

    private final ViewContext viewContext;
    private final DeviceToolsViewModel model;
    private final Texts texts;
    private Optional<ToolFormPane> form = Optional.empty();
    private DeviceControlsPane controls;
    private ToolResultPane result;
    /// Whether the calls of before were shown.
    private boolean drawn;
    /// Whether the call under way was made with the form, or again.
    private boolean formCalled;

    @FXML private ScrollPane toolScroll;
    @FXML private Label toolState;
    @FXML private Button askTools;
    @FXML private FlowPane quick;
    @FXML private ListView<Tool> toolList;
    @FXML private VBox toolForm;
    @FXML private VBox toolResult;
    @FXML private Label historyHeading;
    @FXML private ListView<ToolRun> toolHistory;

    DeviceToolsController(ViewContext viewContext, DeviceToolsViewModel model) {
        this.viewContext = viewContext;
        this.model = model;
        texts = viewContext.texts();
    }

    @FXML
    private void initialize() {
        controls = new DeviceControlsPane(quick, model, texts, this::confirmReboot);
        result = new ToolResultPane(toolResult, viewContext, this::callAgain, this::save);
        askTools.setOnAction(_ -> model.list());
        toolList.setCellFactory(_ -> new ToolListCell(texts));
        toolList.getSelectionModel().selectedItemProperty().subscribe(tool -> showForm(Optional.ofNullable(tool), Map.of()));
        toolScroll.viewportBoundsProperty().subscribe(this::fitRows);
        toolHistory.setCellFactory(_ -> new RunCell());
        toolHistory.getSelectionModel().selectedItemProperty().subscribe(run -> Optional.ofNullable(run).ifPresent(this::showRun));
        ToolMenu menu = new ToolMenu(viewContext, model.device(), model.runs()::get,
            () -> !(model.state().get() instanceof ToolListState.Asleep), this::callAgain);
        RowMenu.install(toolList, tool -> menu.items(tool));
        RowMenu.install(toolHistory, run -> menu.items(run));
        model.state().subscribe(this::showState);
        model.tools().subscribe(this::showTools);
        model.controls().subscribe(_ -> controls.showValues());
        model.runs().subscribe(this::showRuns);
    }

    /// The list belongs to a connection: what is shown follows it.
    void shown() {
        model.shown();
    }

    private void showState(ToolListState state) {
        toolState.setText(switch (state) {
            case ToolListState.Asleep _ -> texts.get("tools.asleep");
            case ToolListState.Unasked _ -> texts.get("tools.unasked");
            case ToolListState.Without _ -> texts.get("tools.without");
            case ToolListState.Asking _ -> texts.get("tools.asking");
            case ToolListState.Listed(int count, Duration took) -> texts.get("tools.listed", count, took.toMillis());
            case ToolListState.Failed(String reason) -> texts.get("tools.list.failed", ProblemReason.text(reason, texts.language().locale()));
        });
        boolean asleep = state instanceof ToolListState.Asleep;
        Nodes.setStyleClass(toolState, "bad-text", state instanceof ToolListState.Failed);
        askTools.setDisable(asleep || state instanceof ToolListState.Asking);
        List.of(quick, toolForm).forEach(part -> part.setDisable(asleep));
    }

    private void showTools(List<Tool> tools) {
        Optional<String> chosen = Optional.ofNullable(toolList.getSelectionModel().getSelectedItem()).map(Tool::name);
        toolList.getItems().setAll(tools);
        fitRows();
        Nodes.setShown(toolList, !tools.isEmpty());
        chosen.flatMap(name -> tools.stream().filter(tool -> tool.name().equals(name)).findFirst()).ifPresent(toolList.getSelectionModel()::select);
        controls.show();
    }

    /// As many rows as leave room for the form: whoever chooses a tool sees that it opens.
    private void fitRows() {
        int room = Math.clamp((int) ((toolScroll.getViewportBounds().getHeight() - AROUND_LIST) / ROW_HEIGHT), LEAST_ROWS, MOST_ROWS);
        toolList.setPrefHeight(Math.clamp(toolList.getItems().size(), LEAST_ROWS, room) * ROW_HEIGHT);
    }

    private void showForm(Optional<Tool> tool, Map<String, String> filled) {
        Nodes.setShown(toolForm, tool.isPresent());
        form = tool.map(known -> new ToolFormPane(texts, known, filled));
        tool.ifPresent(known -> {
            Button call = new Button(texts.get("tools.call"));
            call.setId("call-tool");
            call.getStyleClass().add("accent");
            // disabled, it would lose the focus to whatever comes next
            call.setOnAction(_ -> {
                if (!model.busy().get()) {
                    call(known);
                }
            });
            Label progress = Nodes.label(texts.get("tools.calling"), "caption");
            Nodes.bindShown(progress, model.busy());
            toolForm.getChildren().setAll(Nodes.wrappedLabel(known.name(), "strong"), Nodes.wrappedLabel(known.description(), "caption"));
            switch (known.name()) {
                case DeviceToolsViewModel.UPGRADE -> toolForm.getChildren().addAll(Nodes.wrappedLabel(texts.get("tools.upgrade.guarded"), "warn-text"),
                    Nodes.line(firmwareButton(), progress));
                case DeviceToolsViewModel.SNAPSHOT -> toolForm.getChildren().addAll(Nodes.wrappedLabel(texts.get("tools.snapshot.more"), "caption"),
                    Nodes.line(call, progress));
                default -> toolForm.getChildren().addAll(form.orElseThrow(), Nodes.line(call, progress));
            }
        });
    }

    private void call(Tool tool) {
        switch (tool.name()) {
            case DeviceToolsViewModel.SNAPSHOT -> model.takeSnapshot();
            case DeviceToolsViewModel.REBOOT -> confirmReboot();
            default -> form.flatMap(ToolFormPane::arguments).ifPresent(arguments -> {
                formCalled = true;
                model.call(tool.name(), arguments);
            });
        }
    }

    private Button firmwareButton() {
        Button choose = new Button(texts.get("tools.firmware.choose"));
        choose.setId("choose-firmware");
        choose.disableProperty().bind(model.busy());
        choose.setOnAction(_ -> chooseFirmware());
        return choose;
    }

    private void chooseFirmware() {
        viewContext.files().open(toolList.getScene().getWindow(), texts.get("tools.firmware.choose"), List.of("bin"))
            .flatMap(file -> PickedFile.path(file, viewContext.notifier())).ifPresent(file -> model.checkFirmware(file,
                fits -> FirmwareDialog.show(toolList.getScene(), texts, fits, () -> model.installFirmware(file, fits.version()))));
    }

    private void callAgain(ToolRun run) {
        switch (run.tool()) {
            case DeviceToolsViewModel.UPGRADE -> chooseFirmware();
            case DeviceToolsViewModel.SNAPSHOT -> model.takeSnapshot();
            case DeviceToolsViewModel.REBOOT -> confirmReboot();
            default -> {
                formCalled = true;
                model.call(run.tool(), run.arguments());
            }
        }
    }

    private void confirmReboot() {
        ConfirmationDialog.show(toolList.getScene(), texts.get("tools.reboot.title"), texts.get("tools.reboot.words"), texts.get("tools.reboot.verb"),
            texts.get("cancel"), () -> model.call(DeviceToolsViewModel.REBOOT, "{}"));
    }

    private void showRuns(List<ToolRun> runs) {
        // whoever moves a slider looks at that, and wants to move it again
        boolean called = drawn && runs.stream().findFirst()
            .filter(run -> formCalled || run.failed() || !DeviceToolsViewModel.LEVELS.contains(run.tool())).isPresent();
        formCalled = false;
        drawn = true;
        toolHistory.getItems().setAll(runs);
        Nodes.setShown(toolHistory, !runs.isEmpty());
        Nodes.setShown(historyHeading, !runs.isEmpty());
        result.show(runs.stream().findFirst());
        if (called) {
            viewContext.pump().runLater(this::showResult);
        }
    }

    /// What came of a call may stand below the visible part.
    private void showResult() {
        toolScroll.applyCss();
        toolScroll.layout();
        double hidden = toolScroll.getContent().getBoundsInLocal().getHeight() - toolScroll.getViewportBounds().getHeight();
        if (hidden > 0) {
            toolScroll.setVvalue(Math.clamp(toolResult.getBoundsInParent().getMinY() / hidden, 0, 1));
        }
    }

    /// The form shows what was sent, so that it can be sent with a change.
    private void showRun(ToolRun run) {
        result.show(Optional.of(run));
        toolList.getItems().stream().filter(tool -> tool.name().equals(run.tool())).findFirst().ifPresent(tool -> {
            toolList.getSelectionModel().select(tool);
            showForm(Optional.of(tool), filled(run.arguments()));
        });
    }

    private static Map<String, String> filled(String arguments) {
        try {
            Map<String, String> filled = new HashMap<>();
            JSON.readTree(arguments).properties()
                .forEach(entry -> filled.put(entry.getKey(), entry.getValue().isTextual() ? entry.getValue().textValue() : entry.getValue().toString()));
            return filled;
        } catch (JsonProcessingException _) {
            return Map.of();
        }
    }

    private void save(ToolRun run, byte[] picture) {
        String ending = picture[0] == (byte) 0x89 ? "png" : "jpg";
        viewContext.files()
            .save(toolList.getScene().getWindow(), texts.get("tools.picture.save"),
                "screen-" + TimeFormatter.CLOCK.format(run.at()).replace(':', '-') + "." + ending, List.of(ending))
            .flatMap(file -> PickedFile.path(file, viewContext.notifier())).ifPresent(path -> model.savePicture(path, picture));
    }

    private final class RunCell extends ItemCell<ToolRun> {
        @Override
        protected void show(ToolRun run) {
            Label name = Nodes.label(run.tool() + " " + run.arguments());
            name.setMinWidth(0);
            setGraphic(Nodes.line(Nodes.uncut(Nodes.label(TimeFormatter.CLOCK.format(run.at()), "caption", "number")),
                Nodes.chip(texts.get(run.failed() ? "tools.failed" : "tools.succeeded"), run.failed() ? "is-bad" : "is-ok"), Nodes.grow(name),
                Nodes.uncut(Nodes.label(texts.get("tools.took", run.exchange().took().toMillis()), "caption", "number")),
                Nodes.smallButton(texts.get("tools.again"), () -> callAgain(run))));
            setPrefWidth(0);
            setAccessibleText(name.getText());
        }
    }
}
