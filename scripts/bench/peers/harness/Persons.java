package everfile.peers;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Steps that want two persons: the checker has not scanned, and who destroys has neither asked for it nor approved it before. */
public final class Persons {
  private static final Map<String, List<String>> OTHERS = Map.of(
      "qualityCheck", List.of("scan"),
      "approveDestruction1", List.of("register"),
      "approveDestruction2", List.of("register", "approveDestruction1"));

  private Persons() {}

  /** The variable that says who took a step. */
  public static String variableOf(String step) {
    return "by_" + step;
  }

  public static void requireAnother(String step, String person, UnaryOperator<String> variable) {
    for (String other : OTHERS.getOrDefault(step, List.of())) {
      if (person.equals(variable.apply(variableOf(other)))) throw new IllegalStateException(step + " wants another person than " + other);
    }
  }
}
