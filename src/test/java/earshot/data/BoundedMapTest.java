package earshot.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class BoundedMapTest {
    @Test
    void oneForgetsByUseTheOtherByAge() {
        assertThat(filled(BoundedMap.leastRecentlyUsed(2))).containsOnlyKeys("a", "c");
        assertThat(filled(BoundedMap.oldest(2))).containsOnlyKeys("b", "c");
    }

    private static Map<String, Integer> filled(Map<String, Integer> map) {
        map.put("a", 1);
        map.put("b", 2);
        map.get("a");
        map.put("c", 3);
        return map;
    }
}
