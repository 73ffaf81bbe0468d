package everfile.peers;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongConsumer;

/** One record's way through one of the processes of `peer-process.ts`. */
record Lifecycle(String process, List<String> persons) {
  /** As many steps of filing come before the sleep. */
  private static final int FILING = 6;

  /** Every act of one lifecycle, one after the other; answers its id. Each completion's nanoseconds are told. */
  String run(Engine engine, LongConsumer completed) {
    engine.actAs(persons.get(0));
    String recordId = UUID.randomUUID().toString();
    String id = engine.start(process, recordId, variablesOf(recordId));
    for (int step = 0; step < persons.size(); step += 1) {
      if (step == FILING) endSleep(engine, id);
      String person = persons.get(step);
      String task = Opened.take();
      engine.actAs(person);
      engine.claim(task, person);
      long begun = System.nanoTime();
      engine.complete(task, Map.of("decision", "done", "note", "已核对，可以继续。", "idem", UUID.randomUUID().toString()));
      completed.accept(System.nanoTime() - begun);
    }
    return id;
  }

  private void endSleep(Engine engine, String id) {
    if (process.equals("whole")) engine.fire(id);
    if (process.equals("timer")) engine.wake(id);
  }

  private static Map<String, Object> variablesOf(String recordId) {
    return Map.of(
        "recordId", recordId,
        "unit", "unemployment",
        "recordClass", "SI-5-03",
        "title", "失业保险待遇核定材料",
        "pages", 12,
        "closeDate", LocalDate.now().toString());
  }
}
