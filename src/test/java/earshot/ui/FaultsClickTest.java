package earshot.ui;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.engine.Command;
import earshot.engine.FaultCommand;
import earshot.fault.ActiveFault;
import earshot.fault.Fault;
import earshot.fault.FaultKind;
import earshot.fault.FaultSide;
import earshot.id.DeviceId;
import earshot.ui.kit.Texts.Language;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FaultsClickTest extends ConsoleFixture {
    private static final DeviceId KITCHEN = new DeviceId("94:01");

    @Test
    @DisplayName("U52: faults are switched in the device's tab, a red bar is over every view while one is on, and one click ends all")
    void switchesAndBanner() {
        engine.device(KITCHEN).named("Kitchen", "");
        open(Language.ENGLISH);
        assertThat(shown(node("#faults"))).isFalse();
        RenderedFrames.runAndAwait(() -> console.showDevice(KITCHEN));
        pass(Duration.ofMillis(200));
        fire("#showFaults");
        pass(Duration.ofMillis(200));
        RenderedFrames.runAndAwait(() -> ((TextField) lookup("#fault-S-jitter-amount")).setText("3000"));
        fire("#fault-S-jitter");
        assertThat(switched()).isEmpty();
        assertThat(words(".bad-text")).contains("A whole number from 1 to 2,000");
        assertThat(RenderedFrames.onFx(() -> ((CheckBox) lookup("#fault-S-jitter")).isSelected())).isFalse();
        RenderedFrames.runAndAwait(() -> ((TextField) lookup("#fault-S-jitter-amount")).setText("80"));
        fire("#fault-S-jitter");
        assertThat(switched()).containsExactly(new FaultCommand.SwitchOn(KITCHEN, FaultSide.SERVER, new Fault(FaultKind.JITTER, 80)));
        assertThat(node("#fault-D-jitter")).as("only test devices do things wrong themselves").isNull();

        Bounds before = RenderedFrames.onFx(() -> inScene("#fault-S-jitter"));
        double title = RenderedFrames.onFx(() -> inScene("#titleBar").getHeight());
        engine.faults.set(List.of(new ActiveFault(KITCHEN, FaultSide.SERVER, new Fault(FaultKind.JITTER, 80), time.now())));
        pass(Duration.ofMillis(200));
        assertThat(RenderedFrames.onFx(() -> inScene("#fault-S-jitter"))).as("the switch stays under the pointer").isEqualTo(before);
        assertThat(RenderedFrames.onFx(() -> inScene("#titleBar").getHeight())).isEqualTo(title);
        for (int view = 0; view < 3; view++) {
            String rail = List.of("#rail-timeline", "#rail-problems", "#rail-devices").get(view);
            RenderedFrames.runAndAwait(() -> ((ToggleButton) lookup(rail)).fire());
            pass(Duration.ofMillis(100));
            assertThat(shown(node("#faults"))).isTrue();
            assertThat(text("#faultsWhat")).isEqualTo("Faults on: jitter up to 80 ms (Kitchen)");
        }
        fire("#faultsOff");
        assertThat(switched()).last().isEqualTo(new FaultCommand.SwitchAllOff());
        engine.faults.set(List.of());
        pass(Duration.ofMillis(200));
        assertThat(shown(node("#faults"))).isFalse();
    }

    private Bounds inScene(String selector) {
        Node node = lookup(selector);
        return node.localToScene(node.getLayoutBounds());
    }

    private List<Command> switched() {
        return engine.sentCommands.stream().filter(FaultCommand.class::isInstance).toList();
    }
}
