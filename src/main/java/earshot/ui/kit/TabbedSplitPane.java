package earshot.ui.kit;

import module java.base;

import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.control.SplitPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// Two panes side by side. Where it is narrower than both of them need, they become tabs and one is shown at a time. The panes stand in the
/// FXML file. On the FX thread only.
public final class TabbedSplitPane extends SplitPane {
    private static final double DIVIDER = 8;

    private final ToggleButton first = new ToggleButton();
    private final ToggleButton second = new ToggleButton();
    private final ToggleGroup group = new ToggleGroup();
    private final VBox tabbed;
    private Optional<SideBySide> before = Optional.empty();

    /// What was shown before the panes became tabs.
    private record SideBySide(List<Node> panes, double[] dividers) {}

    public TabbedSplitPane() {
        for (ToggleButton tab : List.of(first, second)) {
            tab.getStyleClass().add("small-button");
            tab.setToggleGroup(group);
            tab.setOnAction(_ -> showPane(tab == first ? 0 : 1));
        }
        HBox tabs = new HBox(8, first, second);
        tabbed = new VBox(8, tabs);
        tabbed.setPadding(new Insets(0));
        widthProperty().subscribe(_ -> FxPump.afterEvent(this::arrange));
    }

    public void setFirstTitle(String title) {
        first.setText(title);
    }

    public String getFirstTitle() {
        return first.getText();
    }

    public void setSecondTitle(String title) {
        second.setText(title);
    }

    public String getSecondTitle() {
        return second.getText();
    }

    /// Shows a pane where they are tabs.
    ///
    /// @param number 0 or 1
    public void showPane(int number) {
        before.ifPresent(all -> {
            group.selectToggle(number == 0 ? first : second);
            Node pane = all.panes().get(number);
            VBox.setVgrow(pane, Priority.ALWAYS);
            tabbed.getChildren().setAll(tabbed.getChildren().getFirst(), pane);
        });
    }

    private void arrange() {
        boolean narrow = getWidth() > 0 && getWidth() < needed(DoubleStream::sum) + DIVIDER;
        if (narrow && before.isEmpty() && getItems().size() == 2) {
            before = Optional.of(new SideBySide(List.copyOf(getItems()), getDividerPositions()));
            // what somebody works in stays before the eyes
            int pane = hasFocus(getItems().getLast()) ? 1 : 0;
            getItems().clear();
            showPane(pane);
            getItems().setAll(tabbed);
        } else if (!narrow && before.isPresent()) {
            SideBySide all = before.get();
            before = Optional.empty();
            tabbed.getChildren().removeAll(all.panes());
            getItems().setAll(all.panes());
            setDividerPositions(all.dividers());
        }
    }

    private boolean hasFocus(Node pane) {
        return getScene() != null && Stream.<Node>iterate(getScene().getFocusOwner(), Objects::nonNull, Node::getParent).anyMatch(at -> at == pane);
    }

    private double needed(ToDoubleFunction<DoubleStream> of) {
        return of.applyAsDouble(before.map(SideBySide::panes).orElse(getItems()).stream().mapToDouble(pane -> pane.minWidth(-1)));
    }

    @Override
    protected double computeMinWidth(double height) {
        return needed(widths -> widths.max().orElse(0));
    }
}
