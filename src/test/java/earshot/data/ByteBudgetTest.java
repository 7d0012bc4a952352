package earshot.data;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.Test;

class ByteBudgetTest {
    private enum Kind { TEXTS, TOOLS }

    private final ByteBudget<Kind> budget = new ByteBudget<>(Kind.class, 1_000, 400);
    private final List<String> told = new ArrayList<>();

    private ByteBudget<Kind>.Share open(String name) {
        return budget.open(kind -> told.add(name + " " + kind));
    }

    @Test
    void whoExceedsItsShareIsToldOnceWhatItHoldsMostOf() {
        var share = open("a");
        assertThat(share.add(Kind.TOOLS, 300)).isTrue();
        assertThat(share.add(Kind.TEXTS, 100)).isTrue();
        assertThat(share.add(Kind.TEXTS, 1)).isFalse();
        assertThat(share.add(Kind.TEXTS, 1)).isFalse();
        share.add(Kind.TOOLS, -300);
        assertThat(told).containsExactly("a TOOLS");
        assertThat(budget.used()).as("it holds nothing any more").isZero();
        share.close();
        assertThat(budget.used()).isZero();
    }

    @Test
    void replacingAndGivingBackFreesRoom() {
        var share = open("a");
        for (int i = 0; i < 10; i++) {
            assertThat(share.set(Kind.TOOLS, 350)).isTrue();
            assertThat(share.add(Kind.TEXTS, 50)).isTrue();
            assertThat(share.add(Kind.TEXTS, -50)).isTrue();
        }
        assertThat(budget.used()).isEqualTo(350);
        share.close();
        assertThat(budget.used()).isZero();
        assertThat(told).isEmpty();
    }

    @Test
    void ofAllTogetherTheLargestEndsWhoeverAskedLast() {
        open("small").add(Kind.TEXTS, 10);
        open("large").add(Kind.TOOLS, 400);
        open("middle").add(Kind.TEXTS, 390);
        assertThat(open("newest").add(Kind.TEXTS, 300)).isTrue();
        assertThat(told).containsExactly("large TOOLS");
        assertThat(budget.used()).isEqualTo(700);
    }
}
