package earshot.fault;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.data.LetterCase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The headings under which faults are offered.
class FaultGroupTest {
    @ParameterizedTest
    @EnumSource
    void eachGroupHasFaultsThatTheServerCanDo(FaultGroup group) {
        assertThat(kinds(group)).isNotEmpty().allMatch(kind -> kind.sides().contains(FaultSide.SERVER) || kind == FaultKind.HANG_UP);
    }

    @Test
    void theFaultsOfAGroupStandTogetherInTheOrderOfTheGroups() {
        assertThat(Arrays.stream(FaultKind.values()).map(FaultKind::group)).isSorted();
    }

    @Test
    void aDeviceSpoilsNeitherBootRequestsNorTurns() {
        assertThat(Stream.of(FaultGroup.OTA, FaultGroup.TURN).flatMap(group -> kinds(group).stream()))
            .allSatisfy(kind -> assertThat(kind.sides()).containsExactly(FaultSide.SERVER));
    }

    @ParameterizedTest
    @EnumSource
    void theNameOfAFaultTellsItsGroup(FaultGroup group) {
        switch (group) {
            case CONNECTION -> assertThat(kinds(group)).noneMatch(kind -> kind.key().startsWith("hello") || kind.key().startsWith("ota"));
            case HELLO, OTA -> assertThat(kinds(group)).allMatch(kind -> kind.key().startsWith(LetterCase.lower(group.name()) + "_"));
            case TURN -> assertThat(kinds(group)).allMatch(kind -> kind.key().matches("(recognizer|model|voice)_(fails|slow)"));
        }
    }

    private static List<FaultKind> kinds(FaultGroup group) {
        return Arrays.stream(FaultKind.values()).filter(kind -> kind.group() == group).toList();
    }
}
