package earshot.ui.devices;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.ui.devices.FactGrid.Fact;
import javafx.application.Platform;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Facts in a grid.
class FactGridTest {
    private final GridPane grid = new GridPane();
    private final FactGrid facts = new FactGrid(grid, true);

    @BeforeAll
    static void startToolkit() {
        try {
            Platform.startup(() -> { });
        } catch (IllegalStateException alreadyStarted) {
            // by another test
        }
        Platform.setImplicitExit(false);
    }

    @Test
    void aNameMayGetMoreValuesOrFewer() {
        facts.show(List.of(Fact.of("frames", "1")));
        facts.show(List.of(Fact.of("frames", "1", "2")));
        assertThat(words()).containsExactly("frames", "1", "2");
        var labels = List.copyOf(grid.getChildren());
        facts.show(List.of(Fact.of("frames", "3", "4")));
        assertThat(words()).containsExactly("frames", "3", "4");
        assertThat(grid.getChildren()).as("while nothing else changes, the same labels").isEqualTo(labels);
        facts.show(List.of(Fact.of("frames", "5")));
        assertThat(words()).containsExactly("frames", "5");
    }

    private List<String> words() {
        return grid.getChildren().stream().map(node -> ((Label) node).getText()).toList();
    }
}
