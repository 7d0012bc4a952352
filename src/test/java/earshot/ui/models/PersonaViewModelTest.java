package earshot.ui.models;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.engine.Command;
import earshot.engine.ModelsState;
import earshot.id.DeviceId;
import earshot.ui.models.PersonaViewModel.Whose;
import org.junit.jupiter.api.Test;

/// The persona, for all devices or for one.
class PersonaViewModelTest {
    private final ModelsFixture bench = new ModelsFixture();
    private PersonaViewModel model;

    @Test
    void theDevicesAndThosePersonasWhoseDeviceIsGoneCanBeChosen() {
        bench.engine.device(new DeviceId("94:01")).named("Kitchen", "");
        saved(Optional.of("Be kind."), Map.of(new DeviceId("94:01"), "Be brief.", new DeviceId("94:99"), "Be gone."));
        assertThat(model.owners()).extracting(Whose::name).containsExactly("All devices", "Kitchen", "94:99");
        assertThat(model.text().get()).isEqualTo("Be kind.");
        assertThat(model.inheritedText()).as("nothing counts instead of the one for all").isEmpty();
        model.whose().set(model.owners().get(1));
        assertThat(model.text().get()).isEqualTo("Be brief.");
        assertThat(model.inheritedText()).isEqualTo("Be kind.");
    }

    @Test
    void whatIsTypedIsAChangeUntilItIsSavedOrDiscarded() {
        saved(Optional.of("Be kind."), Map.of());
        model.text().set(" Be kind. ");
        assertThat(model.changed().get()).as("spaces are no change").isFalse();
        model.text().set("Be funny.");
        assertThat(model.changed().get()).isTrue();
        model.save();
        assertThat(bench.engine.sentCommands).containsExactly(new Command.SetPersona("Be funny.", Optional.empty()));
        model.discard();
        assertThat(model.text().get()).isEqualTo("Be kind.");
        assertThat(model.changed().get()).isFalse();
    }

    @Test
    void whatAnotherProgramSavesIsShownUnlessSomethingWasTyped() {
        saved(Optional.of("Be kind."), Map.of());
        bench.engine.models.set(state(Optional.of("Be quick."), Map.of()));
        model.showSaved();
        assertThat(model.text().get()).isEqualTo("Be quick.");
        model.text().set("Be funny.");
        bench.engine.models.set(state(Optional.of("Be slow."), Map.of()));
        model.showSaved();
        assertThat(model.text().get()).as("typing is never thrown away").isEqualTo("Be funny.");
        model.discard();
        assertThat(model.text().get()).isEqualTo("Be slow.");
        bench.engine.models.set(state(Optional.of("Be funny."), Map.of()));
        model.text().set("Be funny.");
        model.showSaved();
        assertThat(model.changed().get()).as("what was typed is what is saved now").isFalse();
    }

    @Test
    void whatWasTypedStaysWhenDevicesComeAndGo() {
        bench.engine.device(new DeviceId("94:01")).named("Kitchen", "");
        saved(Optional.empty(), Map.of());
        model.whose().set(model.owners().get(1));
        model.text().set("Be brief.");
        bench.engine.device(new DeviceId("94:02")).named("Hall", "");
        model.refreshOwners();
        assertThat(model.whose().get().name()).isEqualTo("Kitchen");
        assertThat(model.text().get()).isEqualTo("Be brief.");
        assertThat(model.changed().get()).isTrue();
        model.save();
        assertThat(bench.engine.sentCommands).containsExactly(new Command.SetPersona("Be brief.", Optional.of(new DeviceId("94:01"))));
    }

    @Test
    void theChoiceFallsBackToAllWhenItsDeviceIsForgotten() {
        bench.engine.device(new DeviceId("94:01")).named("Kitchen", "");
        saved(Optional.of("Be kind."), Map.of());
        model.whose().set(model.owners().get(1));
        bench.engine.devices.set(List.of());
        model.refreshOwners();
        assertThat(model.whose().get().device()).isEmpty();
        assertThat(model.text().get()).isEqualTo("Be kind.");
    }

    private void saved(Optional<String> forAll, Map<DeviceId, String> byDevice) {
        bench.engine.models.set(state(forAll, byDevice));
        model = new PersonaViewModel(bench.viewContext);
    }

    private static ModelsState state(Optional<String> forAll, Map<DeviceId, String> byDevice) {
        return new ModelsState(List.of(), List.of(), List.of(), forAll, byDevice, List.of());
    }
}
