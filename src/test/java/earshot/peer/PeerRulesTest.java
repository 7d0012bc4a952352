package earshot.peer;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.config.Configuration;
import earshot.config.Settings;
import earshot.engine.EngineSettings;
import earshot.id.DeviceId;
import earshot.problem.ProblemSinkFake;
import earshot.time.TimeFake;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("7.3: who may send to whom")
class PeerRulesTest {
    private static final DeviceId ANN = new DeviceId("a0:b1:c2:00:00:01");
    private static final DeviceId BOB = new DeviceId("a0:b1:c2:00:00:02");
    private static final DeviceId FAR = new DeviceId("d4:e5:f6:00:00:01");

    @TempDir
    Path home;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        enabled: true                                                                                                    | no  | no  | no
        enabled: false, allow_all: true, allow_broadcast: true                                                           | no  | no  | no
        allow_all: true                                                                                                  | no  | no  | no
        enabled: true, allow_all: true                                                                                   | Everybody | Everybody | yes
        enabled: true, allow_broadcast: true                                                                             | no  | no  | yes
        enabled: true, allowlist: [' "A0:B1:C2:00:00:02" ']                                                              | Listed | no | no
        enabled: true, device_roles: {"A0:B1:C2:00:00:01": Lead, "d4:e5:f6:00:00:01": "crew, medic"}, roles_grants: {lead: medic}         | no | Role  | no
        enabled: true, device_roles: {"a0:b1:c2:00:00:01": [crew, lead]}, roles_grants: {lead: ["a0:b1:c2:00:00:02", Broadcast]}          | Role | no | yes
        enabled: true, device_roles: {"a0:b1:c2:00:00:01": lead}, roles_grants: {lead: "*"}                              | Role | Role | no
        enabled: true, roles_grants: {lead: "*", "": "*"}                                                                | no  | no  | no
        enabled: true, group_rules: {"a0:b1:c2:": [a0:b1:c2]}                                                            | Group | no | no
        enabled: true, group_rules: {"a0:b1:c2": "d4:e5:f6:00, 00:00:00"}                                                | no | Group | no
        enabled: true, group_rules: {"d4:e5:f6": "*"}                                                                    | no | no | no
        enabled: true, group_rules: {"a0:b1:c2": {deep: [x]}, "": "*"}, device_roles: {x: {y: z}}, roles_grants: {lead: [~, 1]}           | no | no | no
        """)
    void nobodyMayUnlessARuleSaysSo(String written, String toBob, String toFar, String broadcast) throws IOException {
        PeerRules rules = settings("peer: {" + written + "}").of(PeerSettings.SECTION).rules();
        assertThat(name(rules.grant(ANN, BOB))).isEqualTo(toBob);
        assertThat(name(rules.grant(ANN, FAR))).isEqualTo(toFar);
        assertThat(rules.mayBroadcast(ANN)).isEqualTo(broadcast.equals("yes"));
        assertThat(rules.grant(ANN, ANN)).as("to itself").isEmpty();
    }

    @Test
    void nothingWrittenForbidsEverything() {
        PeerSettings nothing = Settings.defaults().of(PeerSettings.SECTION);
        assertThat(nothing.rules().grant(ANN, BOB)).isEmpty();
        assertThat(nothing.rules().mayBroadcast(ANN)).isFalse();
        assertThat(List.of(nothing.maxTargets(), nothing.broadcastsPerMinute())).containsExactly(10, 6);
    }

    private static String name(Optional<PeerGrant> grant) {
        return grant.map(rule -> rule.getClass().getSimpleName()).orElse("no");
    }

    private Settings settings(String yaml) throws IOException {
        Files.writeString(home.resolve(Configuration.HOME_FILE), yaml);
        return new Configuration(EngineSettings.CATALOG, home, Optional.empty(), Map.of(), new ProblemSinkFake(), new TimeFake()).settings().get();
    }
}
