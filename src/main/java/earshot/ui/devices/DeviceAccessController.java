package earshot.ui.devices;

import module java.base;

import earshot.access.Approval;
import earshot.ui.kit.NavigationTarget;
import earshot.ui.kit.Nodes;
import earshot.ui.kit.RowMenu;
import earshot.ui.kit.SystemClipboard;
import earshot.ui.kit.Texts;
import earshot.ui.kit.ViewContext;
import earshot.ui.kit.ViewController;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/// Binds the line that says who can reach the server. In its place stands the device that has waited for approval longest, and on demand
/// all that asked (U01, U03).
final class DeviceAccessController extends ViewController {
    /// How many rows are visible without scrolling, where all are asked for.
    private static final int VISIBLE_ROWS = 3;
    private static final double ROW = 58;

    private final ViewContext viewContext;
    private final DeviceAccessViewModel model;
    private final Texts texts;

    @FXML private Region accessShape;
    @FXML private Label accessSentence;
    @FXML private MenuButton accessChange;
    @FXML private ToggleButton accessAll;
    @FXML private HBox codeLine;
    @FXML private TextField code;
    @FXML private Button useCode;
    @FXML private Label codeUnknown;
    @FXML private ListView<Approval> approvals;

    DeviceAccessController(ViewContext viewContext, DeviceAccessViewModel model) {
        this.viewContext = viewContext;
        this.model = model;
        texts = viewContext.texts();
    }

    @FXML
    private void initialize() {
        ToggleGroup choices = new ToggleGroup();
        for (AccessChoice offered : AccessChoice.OFFERED) {
            RadioMenuItem item = new RadioMenuItem(texts.get("access.choice." + Texts.keyOf(offered)));
            item.setId("access-" + Texts.keyOf(offered));
            item.setToggleGroup(choices);
            // the click has marked it already, also when it is then refused
            item.setOnAction(_ -> model.choose(offered, () -> showChoice(model.choice().get())));
            accessChange.getItems().add(item);
        }
        accessAll.selectedProperty().bindBidirectional(model.allShown());
        code.setOnAction(_ -> approveByCode());
        useCode.setOnAction(_ -> approveByCode());
        code.textProperty().subscribe(_ -> Nodes.setShown(codeUnknown, false));
        approvals.setCellFactory(_ -> new ApprovalListCell(viewContext, model));
        RowMenu.install(approvals, asked -> RowMenu.groups(decisions(asked),
            List.of(RowMenu.item(texts.get("menu.timeline"), () -> viewContext.navigate().accept(NavigationTarget.of("timeline", asked.deviceId().value())))),
            List.of(RowMenu.item(texts.get("device.id.copy"), () -> SystemClipboard.copy(asked.deviceId().value())))));
        untilClosed(model.choice().subscribe(this::showChoice), model.approvals().subscribe(_ -> showCounts()), model.allShown().subscribe(_ -> showCounts()),
            model.rows().items().subscribe(this::showRows), model.rows().attach(approvals, texts, _ -> {}));
        showRows();
    }

    /// One who stands before the board types what its screen shows.
    private void approveByCode() {
        if (code.getText().isBlank()) {
            code.requestFocus();
            return;
        }
        boolean known = model.approve(code.getText());
        Nodes.setShown(codeUnknown, !known);
        if (known) {
            code.clear();
        }
    }

    /// The same as the buttons of the row.
    private List<MenuItem> decisions(Approval asked) {
        List<MenuItem> items = new ArrayList<>();
        if (!asked.is(Approval.State.APPROVED)) {
            items.add(RowMenu.item(texts.get(model.hasRival(asked) ? "access.replace" : "access.approve"), () -> model.approve(asked)));
        }
        if (!asked.is(Approval.State.REFUSED)) {
            items.add(RowMenu.item(texts.get(asked.is(Approval.State.APPROVED) ? "access.revoke" : "access.refuse"), () -> model.refuse(asked)));
        } else {
            items.add(RowMenu.item(texts.get("access.forget"), () -> model.forget(asked)));
        }
        return items;
    }

    private void showChoice(AccessChoice choice) {
        accessSentence.setText(texts.get("access.says." + Texts.keyOf(choice)));
        Nodes.setStyleClass(accessShape, "open", choice == AccessChoice.NETWORK_OPEN || choice == AccessChoice.ANYWHERE_OPEN);
        for (int i = 0; i < AccessChoice.OFFERED.size(); i++) {
            AccessChoice offered = AccessChoice.OFFERED.get(i);
            boolean bound = choice == AccessChoice.BOUND;
            MenuItem item = accessChange.getItems().get(i);
            ((RadioMenuItem) item).setSelected(offered == (bound ? AccessChoice.COMPUTER : choice));
            item.setDisable(bound && offered != AccessChoice.COMPUTER);
        }
    }

    private void showCounts() {
        long waiting = model.count(Approval.State.PENDING);
        long approved = model.count(Approval.State.APPROVED);
        long refused = model.count(Approval.State.REFUSED);
        accessAll.setText(waiting > 0 ? texts.get("access.waiting", waiting) : texts.get("access.all", approved, refused));
        Nodes.setShown(accessAll, waiting + approved + refused > 0);
        Nodes.setShown(codeLine, waiting > 0 && model.allShown().get());
    }

    private void showRows() {
        boolean waits = model.rows().items().stream().anyMatch(row -> row.is(Approval.State.PENDING));
        int shown = Math.min(model.allShown().get() ? VISIBLE_ROWS : 1, model.rows().items().size());
        Nodes.setShown(accessSentence, !waits);
        Nodes.setShown(approvals, shown > 0);
        Nodes.setStyleClass(approvals, "single", shown == 1);
        approvals.setPrefHeight(shown * ROW + 2);
        approvals.setMinHeight(shown * ROW + 2);
    }

    @Override
    public void close() {
        super.close();
        accessAll.selectedProperty().unbindBidirectional(model.allShown());
    }
}
