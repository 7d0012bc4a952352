package earshot.meeting.live;

import static earshot.data.JsonMappers.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.id.DeviceId;
import org.junit.jupiter.api.Test;

class SpeakerNamesTest {
    private static final DeviceId OWN = new DeviceId("aa:01");
    private static final DeviceId LISTED = new DeviceId("aa:02");
    private static final DeviceId OTHER = new DeviceId("aa:03");

    private final SpeakerNames names = new SpeakerNames(List.of(OWN, OTHER, LISTED), Set.of(OWN, LISTED));

    @Test
    void onlyAKnownDeviceIsNamedByItsIdAndTheOthersByTheirPlace() {
        assertThat(List.of(names.of(OWN), names.of(OTHER), names.of(LISTED))).containsExactly("aa:01", "device-2", "aa:02");
    }

    @Test
    void anIdIsHiddenHoweverTheDeviceWroteItAndANameStays() {
        assertThat(names.ofSpeaker("AA:03")).isEqualTo("device-2");
        assertThat(names.ofSpeaker("AA:02")).as("of one that may be told").isEqualTo("AA:02");
        assertThat(names.ofSpeaker("Anna")).isEqualTo("Anna");
        assertThat(names.ofSpeaker("")).isEmpty();
    }

    @Test
    void theItemsOfAMessageAreCopiedWithTheseNamesAndNothingElseChanges() throws Exception {
        JsonNode items = JSON.readTree("[{\"speakerId\":\" aa:03 \",\"text\":\"aa:03\",\"tag\":\"x\"},{\"speakerId\":7},{\"text\":\"y\"},\"aa:03\"]");
        String before = items.toString();
        assertThat(names.in(items).toString())
            .isEqualTo("[{\"speakerId\":\"device-2\",\"text\":\"aa:03\",\"tag\":\"x\"},{\"speakerId\":7},{\"text\":\"y\"},\"aa:03\"]");
        assertThat(items).hasToString(before);
    }
}
