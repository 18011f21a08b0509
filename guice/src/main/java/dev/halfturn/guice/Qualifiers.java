// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.guice;

import com.google.inject.Key;
import java.lang.annotation.Annotation;
import java.util.Objects;

/**
 * The annotations of this package as values, for modules and keys: {@code
 * Key.get(TokenSource.class, Qualifiers.seller("erp/acme-us"))}. Equal to what a source file has.
 */
public final class Qualifiers {

  private Qualifiers() {}

  /** {@code @Account(name)}. */
  public static Account account(String name) {
    return new AccountValue(name);
  }

  /** {@code @App(app)}. */
  public static App app(String app) {
    return app("", app);
  }

  /** {@code @App(value = app, account = account)}. */
  public static App app(String account, String app) {
    return new AppValue(account, app);
  }

  /** {@code @Seller(appAndSeller)}, such as {@code erp/acme-us}. */
  public static Seller seller(String appAndSeller) {
    return seller("", appAndSeller);
  }

  /** {@code @Seller(value = appAndSeller, account = account)}. */
  public static Seller seller(String account, String appAndSeller) {
    return new SellerValue(account, appAndSeller);
  }

  /**
   * The key of something that there is once for each account; without annotation if it has no name.
   */
  static <T> Key<T> ofAccount(String account, Key<T> key) {
    return account.isEmpty() ? key : key.withAnnotation(account(account));
  }

  /** As {@link Annotation#hashCode} demands for one member. */
  private static int hash(String member, String value) {
    return (127 * member.hashCode()) ^ value.hashCode();
  }

  private static String shown(Class<?> type, String account, String value) {
    return "@"
        + type.getName()
        + (account.isEmpty() ? "(" : "(account=\"" + account + "\", ")
        + "value=\""
        + value
        + "\")";
  }

  private record AccountValue(String value) implements Account {

    AccountValue {
      Objects.requireNonNull(value);
    }

    @Override
    public Class<? extends Annotation> annotationType() {
      return Account.class;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Account account && value.equals(account.value());
    }

    @Override
    public int hashCode() {
      return hash("value", value);
    }

    @Override
    public String toString() {
      return shown(Account.class, "", value);
    }
  }

  private record AppValue(String account, String value) implements App {

    AppValue {
      Objects.requireNonNull(account);
      Objects.requireNonNull(value);
    }

    @Override
    public Class<? extends Annotation> annotationType() {
      return App.class;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof App app && value.equals(app.value()) && account.equals(app.account());
    }

    @Override
    public int hashCode() {
      return hash("account", account) + hash("value", value);
    }

    @Override
    public String toString() {
      return shown(App.class, account, value);
    }
  }

  private record SellerValue(String account, String value) implements Seller {

    SellerValue {
      Objects.requireNonNull(account);
      Objects.requireNonNull(value);
    }

    @Override
    public Class<? extends Annotation> annotationType() {
      return Seller.class;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Seller seller
          && value.equals(seller.value())
          && account.equals(seller.account());
    }

    @Override
    public int hashCode() {
      return hash("account", account) + hash("value", value);
    }

    @Override
    public String toString() {
      return shown(Seller.class, account, value);
    }
  }
}
