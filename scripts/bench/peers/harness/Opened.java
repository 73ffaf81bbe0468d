package everfile.peers;

/** The task that this thread's last act opened: the clients are told, and ask no worklist in between. */
public final class Opened {
  private static final ThreadLocal<String> TASK = new ThreadLocal<>();

  private Opened() {}

  /** Engines call this from a listener of theirs, within the act. */
  public static void is(String task) {
    TASK.set(task);
  }

  static String take() {
    String task = TASK.get();
    TASK.remove();
    if (task == null) throw new IllegalStateException("the act opened no task");
    return task;
  }
}
