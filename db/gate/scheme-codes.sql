-- What the classification schemes call a record: its class in the scheme that was in force when it was formed, and by the crosswalks what
-- became of that class since. Derived and never stored: schemes in force are not edited, so the answer of a day stays the same.
create or replace function scheme_codes(p_class text, p_formed date)
  returns table (line text, version text, code text, name_zh text, name_en text, effective_on date, is_own boolean, is_in_force boolean)
  language plpgsql stable as $$
begin
  return query
    with recursive walk as (
      select c.id, true as own from scheme_class c join scheme s on s.id = c.scheme_id
        where p_class = any(c.record_classes) and s.state = 'active' and s.effective_on <= p_formed and coalesce(s.ends_on >= p_formed, true)
      union
      select x.to_class_id, false from walk w join crosswalk x on x.from_class_id = w.id join scheme s on s.id = x.scheme_id and s.state = 'active')
    select s.line, s.version, c.code, c.name_zh, c.name_en, s.effective_on, bool_or(w.own),
        s.effective_on <= archive_today() and coalesce(s.ends_on >= archive_today(), true)
      from walk w join scheme_class c on c.id = w.id join scheme s on s.id = c.scheme_id
      group by s.line, s.version, c.code, c.name_zh, c.name_en, s.effective_on, s.ends_on order by s.line, s.effective_on, c.code;
end $$;
