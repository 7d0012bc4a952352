package earshot.ui.kit;

import module java.base;

import earshot.data.TextLimit;
import earshot.id.DeviceId;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.geometry.Side;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/// The menu of a row: by the right mouse button at the pointer, by the menu key or Shift+F10 below the selected row. Its entries are made when it
/// opens and act on the row it was opened for, whatever the list shows by then. On the FX thread only.
public final class RowMenu {
    /// Characters of an entry: the name in it may have any length, and the menu is as wide as its widest one.
    private static final int LONGEST = 60;

    private final Node list;
    private final Supplier<List<MenuItem>> items;
    private final Supplier<Optional<Bounds>> selectedRow;
    private final ContextMenu menu = new ContextMenu();

    /// @param selectedRow where it lies in the scene
    private RowMenu(Node list, Supplier<List<MenuItem>> items, Supplier<Optional<Bounds>> selectedRow) {
        this.list = list;
        this.items = items;
        this.selectedRow = selectedRow;
        menu.setId("rowMenu");
        list.addEventHandler(ContextMenuEvent.CONTEXT_MENU_REQUESTED, this::requested);
        list.addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
    }

    /// @param items of a row; empty for a row without a menu
    public static <T> void install(ListView<T> list, Function<? super T, List<MenuItem>> items) {
        Supplier<Optional<T>> chosen = () -> Optional.ofNullable(list.getSelectionModel().getSelectedItem());
        new RowMenu(list, () -> chosen.get().<List<MenuItem>>map(items).orElse(List.of()), () -> cell(list));
        // the toolkit selects with the button that is pressed, a touch that is held does not
        list.addEventFilter(ContextMenuEvent.CONTEXT_MENU_REQUESTED, event -> {
            if (!event.isKeyboardTrigger()) {
                cellAt(event).filter(cell -> !cell.isEmpty() && !cell.isSelected()).ifPresent(cell -> list.getSelectionModel().clearAndSelect(cell.getIndex()));
            }
        });
    }

    /// @param items of the selected row; empty for none
    public static void install(CanvasListView list, Supplier<List<MenuItem>> items) {
        new RowMenu(list, items, list::selectedBounds);
    }

    public static MenuItem item(String text, Runnable action) {
        MenuItem item = new MenuItem(TextLimit.cut(text, LONGEST));
        item.setMnemonicParsing(false);
        item.setOnAction(_ -> action.run());
        return item;
    }

    /// Leads to a device. Disabled, and says why, for one that is not in the list.
    public static MenuItem toDevice(ViewContext viewContext, String text, DeviceId device) {
        boolean known = DeviceNames.known(viewContext.model(), device);
        MenuItem item = item(known ? text : viewContext.texts().get("menu.device.unknown", text),
            () -> viewContext.navigate().accept(NavigationTarget.of("devices", device.value())));
        item.setDisable(!known);
        return item;
    }

    /// What these buttons do, where they are shown and can be pressed.
    public static List<MenuItem> items(ButtonBase... buttons) {
        return Stream.of(buttons)
            .filter(button -> !button.isDisabled() && Stream.<Node>iterate(button, Objects::nonNull, Node::getParent).allMatch(Node::isVisible))
            .map(button -> item(button.getText(), button::fire)).toList();
    }

    /// The entries of several groups, with a line between two that are not empty.
    @SafeVarargs
    public static List<MenuItem> groups(List<MenuItem>... groups) {
        List<MenuItem> all = new ArrayList<>();
        Stream.of(groups).filter(group -> !group.isEmpty()).forEach(group -> {
            if (!all.isEmpty()) {
                all.add(new SeparatorMenuItem());
            }
            all.addAll(group);
        });
        return all;
    }

    private void requested(ContextMenuEvent event) {
        if (event.isKeyboardTrigger()) {
            showBelowRow();
        } else if (cellAt(event).filter(ListCell::isEmpty).isEmpty() && fill()) {
            menu.show(list, event.getScreenX(), event.getScreenY());
        }
        event.consume();
    }

    /// Not every toolkit turns these keys into a request.
    private void pressed(KeyEvent event) {
        boolean menuKey = event.getCode() == KeyCode.CONTEXT_MENU || event.getCode() == KeyCode.F10 && event.isShiftDown();
        if (menuKey && !(event.getTarget() instanceof TextInputControl)) {
            showBelowRow();
            event.consume();
        }
    }

    private void showBelowRow() {
        if (!menu.isShowing() && fill()) {
            Optional<Point2D> below = selectedRow.get().map(row -> list.sceneToLocal(row)).map(row -> list.localToScreen(row.getMinX() + 24, row.getMaxY()));
            below.ifPresentOrElse(at -> menu.show(list, at.getX(), at.getY()), () -> menu.show(list, Side.TOP, 24, 24));
        }
    }

    private boolean fill() {
        menu.getItems().setAll(items.get());
        return !menu.getItems().isEmpty();
    }

    private static Optional<Bounds> cell(ListView<?> list) {
        return list.lookupAll(".list-cell").stream().filter(node -> node instanceof ListCell<?> cell && cell.isSelected() && !cell.isEmpty()).findFirst()
            .map(cell -> cell.localToScene(cell.getLayoutBounds()));
    }

    private static Optional<ListCell<?>> cellAt(ContextMenuEvent event) {
        Node picked = event.getPickResult() == null ? null : event.getPickResult().getIntersectedNode();
        return Stream.<Node>iterate(picked, Objects::nonNull, Node::getParent).filter(ListCell.class::isInstance).findFirst().map(cell -> (ListCell<?>) cell);
    }
}
