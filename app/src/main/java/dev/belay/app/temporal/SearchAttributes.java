package dev.belay.app.temporal;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.ListSearchAttributesRequest;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** The attributes by which workflows are found: the words of code, database and metrics. */
final class SearchAttributes {
  static final SortedMap<String, IndexedValueType> ALL = all();

  private SearchAttributes() {}

  private static SortedMap<String, IndexedValueType> all() {
    SortedMap<String, IndexedValueType> all = new TreeMap<>();
    for (String keyword : new String[] {"Agent", "Mode", "Outcome", "Symbol", "System"}) {
      all.put(keyword, IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD);
    }
    all.put("AsOf", IndexedValueType.INDEXED_VALUE_TYPE_DATETIME);
    return Collections.unmodifiableSortedMap(all);
  }

  /** The type as the command line spells it. */
  static String word(IndexedValueType type) {
    return type == IndexedValueType.INDEXED_VALUE_TYPE_DATETIME ? "Datetime" : "Keyword";
  }

  /** Registers those the namespace lacks. */
  static void ensure(ManagedChannel channel, String namespace) {
    OperatorServiceStubs stubs =
        OperatorServiceStubs.newServiceStubs(
            OperatorServiceStubsOptions.newBuilder()
                .setChannel(channel)
                .validateAndBuildWithDefaults());
    try {
      Map<String, IndexedValueType> missing = new TreeMap<>(ALL);
      known(stubs, namespace).keySet().forEach(missing::remove);
      if (!missing.isEmpty()) {
        stubs
            .blockingStub()
            .withDeadlineAfter(10, TimeUnit.SECONDS)
            .addSearchAttributes(
                AddSearchAttributesRequest.newBuilder()
                    .setNamespace(namespace)
                    .putAllSearchAttributes(missing)
                    .build());
      }
    } finally {
      stubs.shutdown();
    }
  }

  private static Map<String, IndexedValueType> known(OperatorServiceStubs stubs, String namespace) {
    try {
      return stubs
          .blockingStub()
          .withDeadlineAfter(10, TimeUnit.SECONDS)
          .listSearchAttributes(
              ListSearchAttributesRequest.newBuilder().setNamespace(namespace).build())
          .getCustomAttributesMap();
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.UNIMPLEMENTED) {
        // The in-memory server takes registrations but does not list them.
        return Map.of();
      }
      throw e;
    }
  }
}
