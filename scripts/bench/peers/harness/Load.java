package everfile.peers;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/** Clients in a closed loop, as `load.ts` has them: what ended within the measured time counts, and every begun lifecycle is finished. */
final class Load {
  private static final long NS_PER_MS = 1_000_000;

  private final Engine engine;
  private final Lifecycle lifecycle;
  private final int clients;
  private long beginsAt;
  private long endsAt;

  Load(Engine engine, Lifecycle lifecycle, int clients) {
    this.engine = engine;
    this.lifecycle = lifecycle;
    this.clients = clients;
  }

  /** What one client saw: lifecycles, nanoseconds of completions, and how many lifecycles count. */
  private record Seen(List<String> finished, List<Long> completed, int counted) {}

  /** Answers what `load.ts` calls `Seen`, as JSON. */
  String run(long warmUpMs, long measureMs) throws InterruptedException {
    long startedAt = System.nanoTime();
    beginsAt = startedAt + warmUpMs * NS_PER_MS;
    endsAt = beginsAt + measureMs * NS_PER_MS;
    ExecutorService threads = Executors.newFixedThreadPool(clients);
    try {
      List<Callable<Seen>> loops = new ArrayList<>();
      for (int client = 0; client < clients; client += 1) loops.add(this::client);
      List<Seen> seen = new ArrayList<>();
      for (Future<Seen> one : threads.invokeAll(loops)) seen.add(one.get());
      return json(seen, measureMs, (System.nanoTime() - startedAt) / NS_PER_MS);
    } catch (ExecutionException failed) {
      throw new IllegalStateException(failed.getCause());
    } finally {
      threads.shutdown();
    }
  }

  private Seen client() {
    List<String> finished = new ArrayList<>();
    List<Long> completed = new ArrayList<>();
    int counted = 0;
    while (System.nanoTime() < endsAt) {
      finished.add(lifecycle.run(engine, tookNs -> {
        if (isMeasured()) completed.add(tookNs);
      }));
      if (isMeasured()) counted += 1;
    }
    return new Seen(finished, completed, counted);
  }

  private boolean isMeasured() {
    long now = System.nanoTime();
    return now >= beginsAt && now < endsAt;
  }

  private static String json(List<Seen> seen, long measureMs, long tookMs) {
    int counted = seen.stream().mapToInt(Seen::counted).sum();
    String completed = seen.stream().flatMap(one -> one.completed().stream()).map(ns -> String.valueOf((double) ns / NS_PER_MS)).collect(Collectors.joining(","));
    String finished = seen.stream().flatMap(one -> one.finished().stream()).map(id -> '"' + id + '"').collect(Collectors.joining(","));
    return "{\"counted\":%d,\"overMs\":%d,\"tookMs\":%d,\"completed\":[%s],\"visible\":[],\"finished\":[%s]}".formatted(counted, measureMs, tookMs, completed, finished);
  }
}
