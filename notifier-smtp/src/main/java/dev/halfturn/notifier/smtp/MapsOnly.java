// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.notifier.smtp;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Lets a template see the values of maps and lists, and call nothing. */
final class MapsOnly implements Mustache.Collector {

  @Override
  public Iterator<?> toIterator(Object value) {
    return value instanceof List<?> list ? list.iterator() : null;
  }

  @Override
  public Mustache.VariableFetcher createFetcher(Object context, String name) {
    return context instanceof Map<?, ?> ? MapsOnly::fetch : null;
  }

  private static Object fetch(Object context, String name) {
    Map<?, ?> map = (Map<?, ?>) context;
    return map.containsKey(name) ? map.get(name) : Template.NO_FETCHER_FOUND;
  }

  @Override
  public <K, V> Map<K, V> createFetcherCache() {
    return new ConcurrentHashMap<>();
  }
}
