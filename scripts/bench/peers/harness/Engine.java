package everfile.peers;

import java.util.Map;

/** A process engine in this process. Whoever acts is told to it beforehand, so that its history says who. */
public interface Engine extends AutoCloseable {
  /** Acts of this thread are this person's from now on. */
  void actAs(String person);

  /** Starts a lifecycle and answers its id. Its first task was told to {@link Opened}. */
  String start(String process, String businessKey, Map<String, Object> variables);

  void claim(String task, String person);

  /** The next task, if there is one, was told to {@link Opened}. */
  void complete(String task, Map<String, Object> variables);

  /** Ends the sleep of a lifecycle by its message. */
  void fire(String lifecycle);

  /** Ends the sleep of a lifecycle as if its date had come. */
  void wake(String lifecycle);

  @Override
  void close();
}
