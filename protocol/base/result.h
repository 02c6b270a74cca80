// Result: a value or the reason there is none. Bears the member names of C++23's std::expected, which GCC 12
// lacks in C++20.
#pragma once

#include "protocol/base/check.h"

#include <string>
#include <utility>
#include <variant>

namespace hubbub {

template <class E>
class Unexpected {
public:
    explicit Unexpected(E error) : error_(std::move(error)) {}
    E& error() { return error_; }

private:
    E error_;
};

template <class T, class E>
class [[nodiscard]] Result {
public:
    Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
    Result(Unexpected<E> unexpected) : state_(std::in_place_index<1>, std::move(unexpected.error())) {}

    bool has_value() const { return state_.index() == 0; }
    explicit operator bool() const { return has_value(); }

    T& value()
    {
        CHECK(has_value());
        return *std::get_if<0>(&state_);
    }
    const T& value() const
    {
        CHECK(has_value());
        return *std::get_if<0>(&state_);
    }
    E& error()
    {
        CHECK(!has_value());
        return *std::get_if<1>(&state_);
    }
    const E& error() const
    {
        CHECK(!has_value());
        return *std::get_if<1>(&state_);
    }
    T& operator*() { return value(); }
    const T& operator*() const { return value(); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }

private:
    std::variant<T, E> state_;
};

/// What the world (disk, network, configuration) answered when it failed; `context` is a sentence for the
/// operator.
struct Failure {
    std::string context;
};

/// For functions that succeed without a value.
struct Done {};

} // namespace hubbub
