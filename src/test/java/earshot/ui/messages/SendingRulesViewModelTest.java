package earshot.ui.messages;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.engine.Command;
import earshot.id.DeviceId;
import earshot.peer.PeerRules;
import earshot.peer.PeerSettings;
import earshot.time.TimeFake;
import earshot.ui.EngineFake;
import earshot.ui.kit.FxPump;
import earshot.ui.kit.Texts;
import earshot.ui.kit.ViewContext;
import earshot.ui.messages.SendingRulesViewModel.NamedDevice;
import javafx.beans.property.SimpleBooleanProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What changing a rule saves: the whole of one setting, with the change in it.
class SendingRulesViewModelTest {
    private static final DeviceId ANN = new DeviceId("a0:b1:c2:00:00:01");
    private static final DeviceId BOB = new DeviceId("a0:b1:c2:00:00:02");
    private static final DeviceId FAR = new DeviceId("d4:e5:f6:00:00:01");

    private final Queue<Runnable> pulses = new ArrayDeque<>();
    private final TimeFake time = new TimeFake();
    private final EngineFake engine = new EngineFake(time);
    private final SendingRulesViewModel model = new SendingRulesViewModel(new ViewContext(engine, engine, new FxPump(time, pulses::add), time,
        () -> new Texts(Texts.Language.ENGLISH), _ -> {}, null, new SimpleBooleanProperty()));

    @BeforeEach
    void start() {
        engine.device(FAR).named("Attic", "");
        engine.device(BOB).named("Bob", "");
        engine.device(ANN).named("Ann", "");
        frame();
    }

    @Test
    void nobodyReachesAnybodyUntilARuleSaysSo() {
        assertThat(model.devices().get()).extracting(NamedDevice::name).containsExactly("Ann", "Attic", "Bob");
        assertThat(model.reached(ANN)).isEmpty();
        rules(new PeerRules(true, false, false, Set.of(FAR), Map.of(), Map.of(), Map.of("a0:b1:c2", Set.of("a0:b1:c2"))));
        assertThat(model.reached(ANN)).extracting(NamedDevice::name).containsExactly("Attic", "Bob");
        assertThat(model.reached(FAR)).as("never itself").isEmpty();
        assertThat(model.reached(new DeviceId("never seen"))).extracting(NamedDevice::name).containsExactly("Attic");
    }

    @Test
    void groupsAreThoseOfTheKnownDevicesAndRolesThoseThatAreGivenOrGranted() {
        rules(new PeerRules(true, false, false, Set.of(), Map.of(ANN, Set.of("lead"), FAR, Set.of("crew", "lead")), Map.of("medic", Set.of("*")),
            Map.of("00:00:00", Set.of("*"))));
        assertThat(model.groups()).isEqualTo(Map.of("a0:b1:c2", List.of("Ann", "Bob"), "d4:e5:f6", List.of("Attic")));
        assertThat(model.roles()).containsExactly("crew", "lead", "medic");
    }

    @Test
    void aListedDeviceIsAddedAndTakenOffAndTheOthersStay() {
        model.list(ANN, true);
        rules(new PeerRules(true, false, false, Set.of(ANN, FAR), Map.of(), Map.of(), Map.of()));
        model.list(BOB, true);
        model.list(ANN, true);
        model.list(ANN, false);
        model.list(BOB, false);
        assertThat(saved(PeerSettings.ALLOWLIST_KEY)).containsExactly(List.of(ANN.value()), List.of(ANN.value(), BOB.value(), FAR.value()),
            List.of(ANN.value(), FAR.value()), List.of(FAR.value()), List.of(ANN.value(), FAR.value()));
    }

    @Test
    void aGroupMaySpeakWithinItselfAndWhatElseItReachesStays() {
        rules(new PeerRules(true, false, false, Set.of(), Map.of(), Map.of(), Map.of("d4:e5:f6", Set.of("*"))));
        model.groupSpeaks("a0:b1:c2", true);
        model.groupSpeaks("d4:e5:f6", true);
        model.groupSpeaks("d4:e5:f6", false);
        model.groupSpeaks("00:00:00", false);
        assertThat(saved(PeerSettings.GROUPS_KEY)).containsExactly(Map.of("a0:b1:c2", List.of("a0:b1:c2"), "d4:e5:f6", List.of("*")),
            Map.of("d4:e5:f6", List.of("*", "d4:e5:f6")), Map.of("d4:e5:f6", List.of("*")), Map.of("d4:e5:f6", List.of("*")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        lead, crew          | [crew, lead]
        lead，crew、medic    | [crew, lead, medic]
        ~ lead ,, lead , ~  | [lead]
        组长                 | [组长]
        ~~                  | none
        ~ , ，~             | none""")
    void wordsArePartedByTheCommasOfBothLanguages(String written, String values) {
        rules(new PeerRules(true, false, false, Set.of(), Map.of(FAR, Set.of("medic")), Map.of("crew", Set.of("*")), Map.of()));
        model.giveRoles(ANN, written);
        model.grant("lead", written);
        Map<?, ?> roles = (Map<?, ?>) saved(PeerSettings.ROLES_KEY).getFirst();
        Map<?, ?> grants = (Map<?, ?>) saved(PeerSettings.GRANTS_KEY).getFirst();
        assertThat(roles.containsKey(ANN.value()) ? roles.get(ANN.value()).toString() : "none").isEqualTo(values);
        assertThat(grants.containsKey("lead") ? grants.get("lead").toString() : "none").isEqualTo(values);
        assertThat(roles.get(FAR.value())).as("those of others stay").isEqualTo(List.of("medic"));
        assertThat(grants.get("crew")).isEqualTo(List.of("*"));
    }

    @Test
    void aSwitchSavesItsOwnSettingAndARenamedDeviceIsFoundUnderItsNewName() {
        model.allow(PeerSettings.ENABLED_KEY, true);
        assertThat(saved(PeerSettings.ENABLED_KEY)).containsExactly(true);
        engine.devices.get().forEach(device -> ((earshot.ui.DeviceModelFake) device).named("Z " + device.id().value().charAt(0), ""));
        model.refresh();
        assertThat(model.devices().get()).extracting(NamedDevice::name).containsExactly("Z a", "Z a", "Z d");
        model.close();
        rules(new PeerRules(true, true, true, Set.of(), Map.of(), Map.of(), Map.of()));
        assertThat(model.rules().get().everybody()).as("a closed view follows nothing").isFalse();
    }

    private void rules(PeerRules rules) {
        engine.settings.set(engine.settings.get().with(PeerSettings.SECTION, new PeerSettings(rules, 10, 6, true)));
        frame();
    }

    /// What was saved under a key, in order.
    private List<Object> saved(String key) {
        return engine.sentCommands.stream().map(command -> ((Command.ApplySettings) command).values()).filter(values -> values.containsKey(key))
            .<Object>map(values -> values.get(key)).toList();
    }

    private void frame() {
        for (int i = 0; i < 3; i++) {
            for (Runnable pulse = pulses.poll(); pulse != null; pulse = pulses.poll()) {
                pulse.run();
            }
        }
    }
}
