package earshot.ui.devices;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.engine.FaultCommand;
import earshot.fault.ActiveFault;
import earshot.fault.Fault;
import earshot.fault.FaultKind;
import earshot.fault.FaultSide;
import earshot.id.DeviceId;
import earshot.time.TimeFake;
import earshot.ui.EngineFake;
import earshot.ui.kit.FxPump;
import earshot.ui.kit.Texts;
import earshot.ui.kit.ViewContext;
import javafx.beans.property.SimpleBooleanProperty;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DeviceFaultsViewModelTest {
    private static final DeviceId KITCHEN = new DeviceId("94:01");

    private final Queue<Runnable> pulses = new ArrayDeque<>();
    private final TimeFake time = new TimeFake();
    private final EngineFake engine = new EngineFake(time);
    private final DeviceFaultsViewModel model = new DeviceFaultsViewModel(
        new ViewContext(engine, engine, new FxPump(time, pulses::add), time, () -> new Texts(Texts.Language.ENGLISH), _ -> {}, null,
        new SimpleBooleanProperty()), KITCHEN);

    @Test
    @DisplayName("U52: what is typed is checked against the range of the fault")
    void amountsAreChecked() {
        for (String wrong : List.of("", "much", "0", "2001", "-5", "8.5", "99999999999")) {
            assertThat(model.switchOn(FaultSide.SERVER, FaultKind.JITTER, wrong)).as(wrong).isFalse();
        }
        assertThat(engine.sentCommands).isEmpty();
        assertThat(model.switchOn(FaultSide.SERVER, FaultKind.JITTER, " 80 ")).isTrue();
        assertThat(model.switchOn(FaultSide.DEVICE, FaultKind.HELLO_MISSING, "")).isTrue();
        model.switchOff(FaultSide.SERVER, FaultKind.JITTER);
        model.switchAllOff();
        assertThat(engine.sentCommands).containsExactly(new FaultCommand.SwitchOn(KITCHEN, FaultSide.SERVER, new Fault(FaultKind.JITTER, 80)),
            new FaultCommand.SwitchOn(KITCHEN, FaultSide.DEVICE, new Fault(FaultKind.HELLO_MISSING, 0)),
            new FaultCommand.SwitchOff(KITCHEN, FaultSide.SERVER, FaultKind.JITTER), new FaultCommand.SwitchAllOff());
    }

    @Test
    void showsTheFaultsOfThisDeviceWhileItIsVisible() {
        model.start();
        ActiveFault own = new ActiveFault(KITCHEN, FaultSide.SERVER, Fault.usual(FaultKind.DELAY), time.now());
        engine.faults.set(List.of(own, new ActiveFault(new DeviceId("94:02"), FaultSide.SERVER, Fault.usual(FaultKind.LOSS), time.now())));
        frame();
        assertThat(model.active().get()).containsExactly(own);
        assertThat(model.active(FaultSide.SERVER, FaultKind.DELAY)).contains(own.fault());
        assertThat(model.active(FaultSide.DEVICE, FaultKind.DELAY)).isEmpty();
        model.stop();
        engine.faults.set(List.of());
        frame();
        assertThat(model.active().get()).hasSize(1);
    }

    private void frame() {
        while (!pulses.isEmpty()) {
            pulses.poll().run();
        }
    }
}
