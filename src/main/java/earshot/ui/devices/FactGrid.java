package earshot.ui.devices;

import module java.base;

import earshot.ui.kit.Nodes;
import earshot.ui.kit.WrapGuard;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;

/// Fills a grid with names and values. Labels are reused while names and columns stay the same, as values may change many times a second.
final class FactGrid {
    private final GridPane grid;
    private final boolean numbers;
    private List<Row> shape = List.of();
    private final List<List<Label>> values = new ArrayList<>();

    /// A name and its values, one for each column.
    record Fact(String name, List<String> values) {
        static Fact of(String name, String... values) {
            return new Fact(name, List.of(values));
        }
    }

    private record Row(String name, int columns) {}

    /// @param numbers whether the values are numbers, which are right-aligned and do not wrap
    FactGrid(GridPane grid, boolean numbers) {
        this.grid = grid;
        this.numbers = numbers;
    }

    void show(List<Fact> facts) {
        List<Row> now = facts.stream().map(fact -> new Row(fact.name(), fact.values().size())).toList();
        if (!now.equals(shape)) {
            shape = now;
            build(facts);
        }
        for (int row = 0; row < facts.size(); row++) {
            for (int column = 0; column < facts.get(row).values().size(); column++) {
                values.get(row).get(column).setText(facts.get(row).values().get(column));
            }
        }
    }

    private void build(List<Fact> facts) {
        grid.getChildren().clear();
        values.clear();
        for (int row = 0; row < facts.size(); row++) {
            grid.add(Nodes.uncut(Nodes.label(facts.get(row).name(), "caption")), 0, row);
            List<Label> labels = facts.get(row).values().stream().map(_ -> value()).toList();
            for (int column = 0; column < labels.size(); column++) {
                grid.add(labels.get(column), column + 1, row);
            }
            values.add(labels);
        }
    }

    private Label value() {
        Label label = new Label();
        if (numbers) {
            label.getStyleClass().add("number");
            label.setMaxWidth(Double.MAX_VALUE);
        } else {
            WrapGuard.wrap(label);
        }
        return label;
    }
}
