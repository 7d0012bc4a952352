package earshot.data;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.Test;

class AlignmentTest {
    @Test
    void theSameIsPairedInOrder() {
        assertThat(aligned("abcd", "abcd")).isEqualTo("aa bb cc dd");
        assertThat(aligned("abcd", "acd")).isEqualTo("aa b- cc dd");
        assertThat(aligned("ad", "abcd")).isEqualTo("aa -b -c dd");
        assertThat(aligned("abc", "axc")).isEqualTo("aa b- -x cc");
        assertThat(aligned("abab", "baba")).hasSize(14).contains("bb aa bb");
        assertThat(aligned("", "")).isEmpty();
        assertThat(aligned("ab", "")).isEqualTo("a- b-");
    }

    @Test
    void whatTakesTooLongToCompareIsNotPaired() {
        String many = "b".repeat(Alignment.MOST);
        assertThat(Alignment.of(list("a" + many + "xz"), list("ay" + many + "z"), Function.identity())).hasSize(2 + 2 * (Alignment.MOST + 1));
    }

    private static String aligned(String left, String right) {
        return Alignment.of(list(left), list(right), Function.identity()).stream().map(pair -> pair.left().orElse("-") + pair.right().orElse("-"))
            .collect(Collectors.joining(" "));
    }

    private static List<String> list(String letters) {
        return letters.chars().mapToObj(Character::toString).toList();
    }
}
